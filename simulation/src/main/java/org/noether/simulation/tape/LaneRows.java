package org.noether.simulation.tape;

/**
 * Rows of numbers that may be parts of longer ones: element i of row k is {@code arrays[k][from[k]
 * + i]}.
 *
 * @param arrays where the rows are
 * @param from the index of each row's first element
 */
@SuppressWarnings("ArrayRecordComponent")
public record LaneRows(double[][] arrays, int[] from) {
  /** Rows from the beginning of arrays. */
  public static LaneRows of(double[][] arrays) {
    return new LaneRows(arrays, new int[arrays.length]);
  }
}
