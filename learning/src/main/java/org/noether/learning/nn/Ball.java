package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.tensor.Tensor;

/**
 * One evaluation's balls of a convolution, whose radius was held where the reference's grows a
 * little from evaluation to evaluation. Counts tell whether that made a difference: it made none if
 * no pair of points is farther apart than the radius held but nearer than the one that had grown.
 *
 * @param convolution whose balls
 * @param pairs the number of pairs of points, in balls or not
 * @param counts of shape (1 + MARGINS): how many pairs are in their ball, and how many are beyond
 *     it by less than each margin
 */
public record Ball(LieConv convolution, int pairs, Tensor counts) {
  private static final List<Double> MARGINS = List.of(1e-3, 3e-3, 1e-2, 2e-2, 4e-2);

  /** How many numbers tell of a ball. */
  public static final int COUNTS = 1 + MARGINS.size();

  /** Counts the pairs. */
  static Ball of(LieConv convolution, CompleteClouds clouds, Tensor radius, Tensor inside) {
    Tensor held = inside.sum();
    Tensor[] counts = new Tensor[COUNTS];
    counts[0] = held.reshape(1);
    for (int i = 0; i < MARGINS.size(); i++) {
      counts[1 + i] = clouds.within(radius.add(MARGINS.get(i))).sum().sub(held).reshape(1);
    }
    return new Ball(convolution, inside.shape().size(), Tensor.concat(0, counts));
  }

  /**
   * Returns whether balls that had grown would have held the same pairs.
   *
   * @param growth by how much
   * @param counts of the pairs of a whole batch
   */
  public boolean holdsTheSame(double growth, double[] counts) {
    if (growth == 0) {
      return true;
    }
    for (int i = 0; i < MARGINS.size(); i++) {
      if (growth > 0 && growth <= MARGINS.get(i) && counts[1 + i] == 0) {
        return true;
      }
    }
    return false;
  }
}
