package org.noether.learning.backend.tornado;

import java.util.Arrays;

/** Inverses of indices, so that what is scattered by them can be gathered in a fixed order. */
final class Incidences {
  private Incidences() {}

  /**
   * Returns, for each number below {@code bound}, how many indices are smaller, and their count.
   */
  static int[] starts(int[] indices, int bound) {
    int[] starts = new int[bound + 1];
    for (int index : indices) {
      starts[index + 1]++;
    }
    for (int i = 0; i < bound; i++) {
      starts[i + 1] += starts[i];
    }
    return starts;
  }

  /** Returns the positions of the indices, sorted by index and then by position. */
  static int[] sorted(int[] indices, int bound) {
    int[] next = starts(indices, bound);
    int[] sorted = new int[indices.length];
    for (int position = 0; position < indices.length; position++) {
      sorted[next[indices[position]]++] = position;
    }
    return sorted;
  }

  /** Returns the point that owns each edge, -1 for none. */
  static int[] receivers(int[] rowPtr, int edges) {
    int[] receivers = new int[edges];
    Arrays.fill(receivers, -1);
    for (int point = 0; point + 1 < rowPtr.length; point++) {
      for (int edge = rowPtr[point]; edge < rowPtr[point + 1]; edge++) {
        receivers[edge] = point;
      }
    }
    return receivers;
  }
}
