package org.noether.simulation.trajectory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The room that a system takes in an array made for the largest one: where bodies of it are
 * missing, the array holds NaN. The numbers of a system lie in rows (body, number of the body).
 *
 * @param own the number of bodies of the system
 * @param largest the number of bodies that there is room for
 */
public record BodyPadding(int own, int largest) {
  /**
   * Widens rows by NaN.
   *
   * @param values rows of {@code own} bodies
   * @param each how many numbers a body has in a row
   */
  public double[] pad(double[] values, int each) {
    if (own == largest) {
      return values;
    }
    int rows = values.length / (own * each);
    var padded = new double[rows * largest * each];
    Arrays.fill(padded, Double.NaN);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values, row * own * each, padded, row * largest * each, own * each);
    }
    return padded;
  }

  /**
   * Narrows rows to the bodies that there are.
   *
   * @param padded rows of {@code largest} bodies
   * @param each how many numbers a body has in a row
   */
  public double[] strip(double[] padded, int each) {
    if (own == largest) {
      return padded;
    }
    int rows = padded.length / (largest * each);
    var values = new double[rows * own * each];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(padded, row * largest * each, values, row * own * each, own * each);
    }
    return values;
  }

  /**
   * Narrows rows to the bodies that there are, after a look at what they hold.
   *
   * @param name what the rows are called in a message
   * @throws IllegalArgumentException if something is wrong with them
   */
  public double[] stripped(String name, double[] padded, int each) {
    String fault = fault(padded, each);
    if (fault != null) {
      throw new IllegalArgumentException(name + " " + fault);
    }
    return strip(padded, each);
  }

  /**
   * What is wrong with padded rows: a number of a body that is not finite, or one in the place of a
   * body that is missing; null if nothing.
   */
  public @Nullable String fault(double[] padded, int each) {
    for (int row = 0; row < padded.length; row += largest * each) {
      int end = row + own * each;
      for (int i = row; i < end; i++) {
        if (!Double.isFinite(padded[i])) {
          return "contains " + padded[i];
        }
      }
      for (int i = end; i < row + largest * each; i++) {
        if (!Double.isNaN(padded[i])) {
          return "contains %s in place of a body, where NaN belongs: it has %d bodies, and there is room for %d"
              .formatted(padded[i], own, largest);
        }
      }
    }
    return null;
  }
}
