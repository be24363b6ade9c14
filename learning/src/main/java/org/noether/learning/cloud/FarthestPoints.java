package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Objects;

/**
 * Choice of points that are far from each other: one after the other, the point whose distance to
 * those chosen before is the largest (Eldar et al. 1997), the first of equals.
 */
public final class FarthestPoints {
  private FarthestPoints() {}

  /**
   * Returns which points are chosen, in the order of their choice.
   *
   * @param rows the points to choose from, of one cloud
   * @param count how many to choose
   * @param start the index in {@code rows} of the first
   * @return indices in {@code rows}
   * @throws IllegalArgumentException if the count is not from 1 to the number of rows
   * @throws IndexOutOfBoundsException if there is no such first row
   */
  public static int[] choose(PairDistances distances, int[] rows, int count, int start) {
    if (count < 1 || count > rows.length) {
      throw new IllegalArgumentException(
          "cannot choose " + count + " of " + rows.length + " points");
    }
    double[] nearest = new double[rows.length];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int[] chosen = new int[count];
    int next = Objects.checkIndex(start, rows.length);
    for (int k = 0; k < count; k++) {
      chosen[k] = next;
      double[] near = distances.from(rows[next], rows);
      Arrays.setAll(nearest, j -> Math.min(nearest[j], near[j]));
      nearest[next] = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < rows.length; j++) {
        next = nearest[j] > nearest[next] ? j : next;
      }
    }
    return chosen;
  }
}
