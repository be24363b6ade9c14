package org.noether.learning.nn;

import java.util.random.RandomGenerator;
import org.noether.learning.tensor.Shape;

/**
 * Numbers that training changes.
 *
 * @param name the reference's name, which is the name of the leaf in graphs and in checkpoints
 * @param shape the extents, as in the reference
 * @param init how the numbers are drawn before training
 */
public record Parameter(String name, Shape shape, Init init) {

  /**
   * The uniform distribution of a parameter's numbers before training.
   *
   * @param low the least number
   * @param high the bound that numbers stay below; if equal to {@code low}, all numbers are that
   */
  public record Init(double low, double high) {

    /** Returns the distribution of which every number is {@code value}. */
    public static Init constant(double value) {
      return new Init(value, value);
    }

    /**
     * Returns PyTorch's default for the weight and the bias of a linear layer: numbers between
     * -1/sqrt(inputs) and 1/sqrt(inputs).
     */
    public static Init linear(int inputs) {
      double bound = 1 / Math.sqrt(inputs);
      return new Init(-bound, bound);
    }

    /** Returns the next number. */
    public double next(RandomGenerator random) {
      return low == high ? low : random.nextDouble(low, high);
    }
  }
}
