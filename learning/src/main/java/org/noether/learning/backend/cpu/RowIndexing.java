package org.noether.learning.backend.cpu;

import java.util.Arrays;

/** Gather and scatter-add of rows that an index names. */
final class RowIndexing {
  /** The integers of scratch memory that {@link #scatterAdd} needs: a block of rows. */
  static final int BLOCK_ROWS = 256;

  private RowIndexing() {}

  /** Returns the least of the indices from {@code begin} to {@code end} (exclusive). */
  static int least(int[] index, int begin, int end) {
    int least = Integer.MAX_VALUE;
    for (int r = begin; r < end; r++) {
      least = Math.min(least, index[r]);
    }
    return least;
  }

  /** Returns the largest of the indices from {@code begin} to {@code end} (exclusive). */
  static int largest(int[] index, int begin, int end) {
    int largest = Integer.MIN_VALUE;
    for (int r = begin; r < end; r++) {
      largest = Math.max(largest, index[r]);
    }
    return largest;
  }

  /**
   * Returns how many of the indices from {@code begin} to {@code end} (exclusive) lie in a range
   * before the first that does not.
   */
  static int run(int[] index, int begin, int end, int from, int to) {
    int r = begin;
    while (r < end && index[r] >= from && index[r] < to) {
      r++;
    }
    return r - begin;
  }

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
   * rows}. The rows to add are listed first, without a branch, because whether a row is one of them
   * may be hard to predict.
   *
   * @param listed scratch memory of {@link #BLOCK_ROWS} integers
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
      int outAt,
      int[] listed) {
    Arrays.fill(out, outAt + fromRow * columns, outAt + toRow * columns, 0);
    int end;
    for (int begin = 0; begin < rows; begin = end) {
      end = Math.min(rows, begin + BLOCK_ROWS);
      int count = 0;
      for (int r = begin; r < end; r++) {
        listed[count] = r;
        count += index[r] >= fromRow && index[r] < toRow ? 1 : 0;
      }
      for (int i = 0; i < count; i++) {
        int from = sourceOffset + listed[i] * columns;
        int to = outAt + index[listed[i]] * columns;
        if (columns == Tiles.FEATURES) {
          addFeatures(source, from, out, to);
        } else {
          for (int c = 0; c < columns; c++) {
            out[to + c] += source[from + c];
          }
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
