package org.noether.learning.nn;

import java.util.random.RandomGenerator;
import org.noether.learning.tensor.Shape;

/**
 * A trainable tensor.
 *
 * @param name the name in the reference, which graphs and checkpoints use too
 * @param shape the shape, as in the reference
 * @param init the distribution of the initial values
 */
public record Parameter(String name, Shape shape, Init init) {
  /**
   * The uniform distribution of the initial values of a parameter.
   *
   * @param low the lower bound, inclusive
   * @param high the upper bound, exclusive; if equal to {@code low}, all values are {@code low}
   */
  public record Init(double low, double high) {
    /** Returns the distribution that is always {@code value}. */
    public static Init constant(double value) {
      return new Init(value, value);
    }

    /**
     * Returns PyTorch's default for the weight and the bias of a linear layer, uniform between
     * -1/sqrt(inputs) and 1/sqrt(inputs).
     */
    public static Init linear(int inputs) {
      double bound = 1 / Math.sqrt(inputs);
      return new Init(-bound, bound);
    }

    /** Returns the next value. */
    public double next(RandomGenerator random) {
      return low == high ? low : random.nextDouble(low, high);
    }
  }
}
