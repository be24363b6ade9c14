package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/** What may stand between a linear layer and its nonlinearity. */
public interface Normalization extends Layer {

  /** Leaves features as they are. */
  record None() implements Normalization {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Tensor apply(Trace trace, Tensor x, Tensor mask) {
      return x;
    }
  }

  /** Returns masked batch norm, or nothing if {@code bn} is false. */
  static Normalization of(boolean bn, String prefix, int channels) {
    return bn ? MaskedBatchNorm.of(prefix, channels) : new None();
  }

  /**
   * Returns the features, normalised; batch norm takes those of rows that do not exist for 0.
   *
   * @param x features, of shape (rows, channels)
   * @param mask 1 for rows that exist and 0 for others, of shape (rows, 1)
   */
  Tensor apply(Trace trace, Tensor x, Tensor mask);
}
