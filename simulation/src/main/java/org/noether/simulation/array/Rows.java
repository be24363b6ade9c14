package org.noether.simulation.array;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where numbers are read to: rows of equal length, addressed as if they followed each other.
 *
 * @param values the rows
 */
@SuppressWarnings("ArrayRecordComponent")
record Rows(double[][] values) {
  /**
   * Widens {@code count} numbers from number {@code first} of a buffer to places from {@code at}.
   */
  void put(ElementType type, ByteBuffer from, int first, long at, int count) {
    int length = values[0].length;
    int taken = 0;
    while (taken < count) {
      int row = (int) ((at + taken) / length);
      int column = (int) ((at + taken) % length);
      int run = Math.min(count - taken, length - column);
      type.widen(from, first + taken, values[row], column, run);
      taken += run;
    }
  }

  /** Sets all places to one number. */
  void fill(double value) {
    for (double[] row : values) {
      Arrays.fill(row, value);
    }
  }
}
