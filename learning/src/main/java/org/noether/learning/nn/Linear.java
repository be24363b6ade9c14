package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The affine map y = x W^T + b of the last axis.
 *
 * @param weight W, of shape (outputs, inputs)
 * @param bias b, of shape (outputs)
 */
public record Linear(Parameter weight, Parameter bias) implements Layer {

  /** Returns a layer whose parameters are called {@code prefix.weight} and {@code prefix.bias}. */
  public static Linear of(String prefix, int inputs, int outputs) {
    Parameter.Init init = Parameter.Init.linear(inputs);
    return new Linear(
        new Parameter(prefix + ".weight", Shape.of(outputs, inputs), init),
        new Parameter(prefix + ".bias", Shape.of(outputs), init));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** Returns y, of x's shape but for the last extent; x may have any rank from 1. */
  public Tensor apply(Trace trace, Tensor x) {
    int inputs = weight.shape().extent(1);
    Tensor rows = x.reshape(-1, inputs);
    Tensor y = rows.matmul(trace.parameter(weight).transpose()).add(trace.parameter(bias));
    return y.reshape(x.shape().with(-1, weight.shape().extent(0)));
  }
}
