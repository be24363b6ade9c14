package org.noether.learning.backend.cpu;

import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * The contraction to senders for 32 vector registers and the number of features of a standard
 * kernel network, whose rows are at a constant distance. Computes the same bits as that of {@link
 * Ragged}.
 */
final class RaggedSenders {
  /** The most vectors of a row of a tile. */
  private static final int VECTORS = 3;

  /** The most rows of a tile of 1, 2 or 3 vectors. */
  private static final int[] ROWS = {13, 13, 9};

  private final VectorWidth width;

  RaggedSenders(VectorWidth width) {
    this.width = width;
  }

  /** Returns whether {@link #add} is for a number of features. */
  boolean isFor(int features) {
    return width == VectorWidth.BITS_512 && features == Tiles.FEATURES;
  }

  /** As {@link Ragged#contractToSenders}, with all senders of some points, adding to the output. */
  void add(
      float[] g,
      int gAt,
      float[] k,
      int kAt,
      int[] rowPtr,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      float[] out,
      int outAt) {
    VectorWidth lanesOf = width.filledBy(channels);
    int columns;
    for (int column = 0; column < channels; column += columns) {
      int left = lanesOf.vectors(channels - column);
      columns = lanesOf.columnsOfTile(channels - column, left == VECTORS + 1 ? 2 : VECTORS);
      int vectors = lanesOf.vectors(columns);
      for (int i = fromPoint; i < toPoint; i++) {
        int end = rowPtr[i + 1];
        int tiles = Math.ceilDiv(end - rowPtr[i], ROWS[vectors - 1]);
        int from = gAt + i * Tiles.FEATURES * channels + column;
        int rows;
        for (int edge = rowPtr[i]; edge < end; edge += rows) {
          rows = Math.ceilDiv(end - edge, tiles);
          tiles--;
          var kernel =
              MicroKernels.of(
                  lanesOf, rows, vectors, LayoutA.FEATURES, LayoutB.ROWS, LayoutC.INDEXED, true);
          kernel.run(
              Tiles.FEATURES,
              k,
              kAt + edge * Tiles.FEATURES,
              0,
              g,
              from,
              channels,
              out,
              outAt + column,
              channels,
              senders,
              edge,
              rows,
              columns);
        }
      }
    }
  }
}
