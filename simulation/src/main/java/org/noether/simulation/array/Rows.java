package org.noether.simulation.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers are read to, on any threads: rows of equal length, addressed as if they followed
 * each other. A short row is made when its first number comes, so that the zeros that Java puts
 * there are still in the processor's cache when the numbers replace them.
 */
final class Rows {
  /** Two threads may make a row at once, of which one is thrown away; so long ones exist before. */
  private static final int SHORT = 1 << 15;

  private static final VarHandle ROW = MethodHandles.arrayElementVarHandle(double[][].class);

  private final double[][] values;
  private final int length;

  Rows(int count, int length) {
    this.length = length;
    values =
        length <= SHORT
            ? new double[count][]
            : IntStream.range(0, count)
                .parallel()
                .mapToObj(_ -> new double[length])
                .toArray(double[][]::new);
  }

  /** All rows, once each has its numbers. */
  double[][] values() {
    return values;
  }

  /** The row of a number. */
  double[] row(int index) {
    var known = (double @Nullable []) ROW.getAcquire(values, index);
    if (known != null) {
      return known;
    }
    var made = new double[length];
    var first = (double @Nullable []) ROW.compareAndExchange(values, index, null, made);
    return first == null ? made : first;
  }

  /**
   * Widens {@code count} numbers from number {@code first} of a buffer to places from {@code at}.
   */
  void put(ElementType type, ByteBuffer from, int first, long at, int count) {
    forRuns(
        at, count, (row, column, done, run) -> type.widen(from, first + done, row, column, run));
  }

  /** Copies numbers to places from {@code at}. */
  void put(double[] from, long at) {
    forRuns(
        at,
        from.length,
        (row, column, done, run) -> System.arraycopy(from, done, row, column, run));
  }

  /** Sets {@code count} places from {@code at} to one number. */
  void fill(double value, long at, long count) {
    forRuns(at, count, (row, column, _, run) -> Arrays.fill(row, column, column + run, value));
  }

  /** What is done to a part of a row, after {@code done} other places. */
  private interface Run {
    void at(double[] row, int column, int done, int count);
  }

  private void forRuns(long at, long count, Run run) {
    for (long done = 0; done < count; ) {
      int column = (int) ((at + done) % length);
      int places = (int) Math.min(count - done, length - column);
      run.at(row((int) ((at + done) / length)), column, (int) done, places);
      done += places;
    }
  }
}
