package org.noether.learning.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.tensor.Tensor;

/**
 * The balls of a convolution in one evaluation that kept their radius fixed, where the reference's
 * radius grows a little from evaluation to evaluation. The counts show whether that made a
 * difference: it made none if no distance lies between the fixed radius and the one it would have
 * grown to.
 *
 * @param convolution the convolution
 * @param pairs the number of all pairs of points
 * @param counts of shape (1 + MARGINS): the number of pairs whose distance is less than the radius,
 *     and for each margin the number of those that exceed it by less than the margin
 */
public record Ball(LieConv convolution, int pairs, Tensor counts) {
  private static final List<Double> MARGINS = List.of(1e-3, 3e-3, 1e-2, 2e-2, 4e-2);

  /** The number of counts. */
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
   * Returns whether balls of a larger radius would have contained the same pairs.
   *
   * @param growth by how much the radius would be larger
   * @param counts those of a whole batch
   */
  public boolean holdsTheSame(double growth, double[] counts) {
    return growth == 0
        || IntStream.range(0, MARGINS.size())
            .anyMatch(i -> growth > 0 && growth <= MARGINS.get(i) && counts[1 + i] == 0);
  }
}
