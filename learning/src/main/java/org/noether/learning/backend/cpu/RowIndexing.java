package org.noether.learning.backend.cpu;

import java.util.Arrays;

/** Gather and scatter-add of rows that an index names. */
final class RowIndexing {
  private RowIndexing() {}

  /**
   * Copies rows: {@code out[r, c] = source[index[r], c]} for {@code r} from {@code fromRow}
   * (inclusive) to {@code toRow} (exclusive).
   */
  static void gather(
      float[] source,
      int sourceOffset,
      int[] index,
      int fromRow,
      int toRow,
      int columns,
      float[] out,
      int outAt) {
    for (int r = fromRow; r < toRow; r++) {
      System.arraycopy(
          source, sourceOffset + index[r] * columns, out, outAt + r * columns, columns);
    }
  }

  /**
   * Adds rows: {@code out[j, c] = sum_{r : index[r] = j} source[r, c]} for {@code j} from {@code
   * fromRow} (inclusive) to {@code toRow} (exclusive), in ascending order of {@code r} below {@code
   * rows}.
   */
  static void scatterAdd(
      float[] source,
      int sourceOffset,
      int[] index,
      int rows,
      int columns,
      int fromRow,
      int toRow,
      float[] out,
      int outAt) {
    Arrays.fill(out, outAt + fromRow * columns, outAt + toRow * columns, 0);
    for (int r = 0; r < rows; r++) {
      int j = index[r];
      if (j < fromRow || j >= toRow) {
        continue;
      }
      int from = sourceOffset + r * columns;
      int to = outAt + j * columns;
      if (columns == Tiles.FEATURES) {
        addFeatures(source, from, out, to);
      } else {
        for (int c = 0; c < columns; c++) {
          out[to + c] += source[from + c];
        }
      }
    }
  }

  /** Adds a row of {@link Tiles#FEATURES} columns; the JIT compiler unrolls the constant loop. */
  private static void addFeatures(float[] source, int from, float[] out, int to) {
    for (int c = 0; c < Tiles.FEATURES; c++) {
      out[to + c] += source[from + c];
    }
  }
}
