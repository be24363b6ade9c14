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

  /** How the numbers of a parameter are drawn before training. */
  public sealed interface Init {

    /** Every number is {@code value}. */
    record Constant(double value) implements Init {
      @Override
      public double next(RandomGenerator random) {
        return value;
      }
    }

    /** Numbers uniform between {@code -bound} and {@code bound}. */
    record Uniform(double bound) implements Init {
      @Override
      public double next(RandomGenerator random) {
        return random.nextDouble(-bound, bound);
      }
    }

    /**
     * Returns what PyTorch draws by default for a linear layer's weight and bias: numbers uniform
     * between -1/sqrt(inputs) and 1/sqrt(inputs).
     */
    static Init linear(int inputs) {
      return new Uniform(1 / Math.sqrt(inputs));
    }

    /** Returns the next number. */
    double next(RandomGenerator random);
  }
}
