package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * The contraction to edges for the number of features of a standard kernel network.
 *
 * <p>The matrix g of a point is transposed in scratch memory, so that vector lanes hold features
 * and no sum over lanes is needed. The senders' values are copied there, too, so that rows of a
 * tile have constant distances: the JIT compiler would run out of registers for the places of rows
 * anywhere. Points that have the same senders, as all points of a small cloud do, share that copy
 * and tiles.
 */
final class RaggedEdges {
  /** Block size of channels, so that the operands of a tile stay in the L1 cache. */
  private static final int BLOCK_CHANNELS = 128;

  /** Block size of edges of a point, for the same reason. */
  private static final int BLOCK_EDGES = 32;

  /** Where the transposed g begins in scratch memory, after all rows that tiles read. */
  private static final int PANEL_AT =
      (BLOCK_EDGES + MicroKernel.MAX_ROWS) * MicroKernel.PACKED_STRIDE;

  /** The most rows of a tile of 1, 2 or 3 vectors with 32 vector registers. */
  private static final int[] ROWS = {13, 12, 8};

  /** The most rows of a tile with 16 vector registers. */
  private static final int NARROW_ROWS = 6;

  private static final int[] NO_INDEX = {};

  private final VectorWidth width;
  private final int tileVectors;

  RaggedEdges(VectorWidth width) {
    this.width = width;
    this.tileVectors = width == VectorWidth.BITS_512 ? 3 : 2;
  }

  /** Returns whether {@link #contract} is for matrices g of a size. */
  boolean isFor(int channels, int features) {
    return features == Tiles.FEATURES && channels >= width.lanes();
  }

  /** Returns the number of floats of scratch memory that {@link #contract} needs. */
  int scratchSize(int channels) {
    return PANEL_AT + Math.min(channels, BLOCK_CHANNELS) * tileVectors * width.lanes();
  }

  /** As {@link Ragged#contractToEdges}, without padding edges. */
  void contract(
      float[] g,
      int gAt,
      float[] v,
      int vAt,
      int[] rowPtr,
      int[] senders,
      int fromPoint,
      int toPoint,
      int channels,
      float[] out,
      int outAt,
      float[] scratch) {
    var pack = RowPackCode.of(width);
    int next;
    for (int i = fromPoint; i < toPoint; i = next) {
      next = i + 1;
      while (next < toPoint && haveSameSenders(rowPtr, senders, i, next)) {
        next++;
      }
      int degree = rowPtr[i + 1] - rowPtr[i];
      int from = gAt + i * Tiles.FEATURES * channels;
      int depth;
      for (int channel = 0; channel < channels; channel += depth) {
        depth = width.columnsOfTile(channels - channel, BLOCK_CHANNELS / width.lanes());
        for (int first = 0; first < degree; first += BLOCK_EDGES) {
          int edge = rowPtr[i] + first;
          int edges = Math.min(BLOCK_EDGES, degree - first);
          pack.run(edges, v, vAt + channel, channels, senders, edge, depth, scratch, 0);
          int to = outAt + edge * Tiles.FEATURES;
          boolean add = channel > 0;
          multiply(
              g, from + channel, channels, next - i, depth, edges, degree, out, to, add, scratch);
        }
      }
    }
  }

  private static boolean haveSameSenders(int[] rowPtr, int[] senders, int i, int j) {
    return Arrays.equals(senders, rowPtr[i], rowPtr[i + 1], senders, rowPtr[j], rowPtr[j + 1]);
  }

  /**
   * Multiplies packed rows by the matrices of points.
   *
   * @param edges the packed rows
   * @param degree the edges of each point
   */
  private void multiply(
      float[] g,
      int gAt,
      int channels,
      int points,
      int depth,
      int edges,
      int degree,
      float[] out,
      int outAt,
      boolean add,
      float[] scratch) {
    var transpose = StripTransposeCode.of(width);
    int lanes = width.lanes();
    int stripsOfPoint = Tiles.FEATURES / lanes;
    int ofPoint = degree * Tiles.FEATURES;
    int distance = stripsOfPoint == 1 ? ofPoint : lanes;
    int strips = points * stripsOfPoint;
    int vectors;
    for (int strip = 0; strip < strips; strip += vectors) {
      vectors = Math.min(tileVectors, strips - strip);
      int from = gAt + strip * lanes * channels;
      transpose.run(vectors, g, from, channels, depth, scratch, PANEL_AT);
      int to = outAt + strip / stripsOfPoint * ofPoint + strip % stripsOfPoint * lanes;
      int most = width == VectorWidth.BITS_512 ? ROWS[vectors - 1] : NARROW_ROWS;
      int rows = Math.ceilDiv(edges, Math.ceilDiv(edges, most));
      var kernel =
          MicroKernels.of(width, rows, vectors, LayoutA.PACKED, LayoutB.PANEL, LayoutC.SPLIT, add);
      for (int e = 0; e < edges; e += rows) {
        int some = Math.min(rows, edges - e);
        int at = e * MicroKernel.PACKED_STRIDE;
        int row = to + e * Tiles.FEATURES;
        kernel.run(
            depth,
            scratch,
            at,
            0,
            scratch,
            PANEL_AT,
            0,
            out,
            row,
            Tiles.FEATURES,
            NO_INDEX,
            0,
            some,
            distance);
      }
    }
  }
}
