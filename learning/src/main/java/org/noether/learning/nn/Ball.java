package org.noether.learning.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.noether.learning.cloud.CompleteClouds;
import org.noether.learning.tensor.Tensor;

/**
 * Counts of pairs in the balls of a convolution, from one evaluation with a fixed radius. The
 * reference updates the radius after every evaluation; the counts show whether that would make a
 * difference: it makes none if no distance lies between the fixed and the updated radius.
 *
 * @param convolution the convolution
 * @param pairs the number of all pairs of points
 * @param counts of shape (1 + MARGINS): the number of pairs at a distance below the radius, and for
 *     each margin the number of pairs that exceed the radius by less than the margin
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
   * Returns whether balls of a larger radius would contain the same pairs.
   *
   * @param growth the increase of the radius
   * @param counts the sums of {@link #counts} over a batch
   */
  public boolean holdsTheSame(double growth, double[] counts) {
    return growth == 0
        || IntStream.range(0, MARGINS.size())
            .anyMatch(i -> growth > 0 && growth <= MARGINS.get(i) && counts[1 + i] == 0);
  }
}
