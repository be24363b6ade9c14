package org.noether.learning.nn;

import java.util.List;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A fully connected layer, y = x W^T + b, on the last axis.
 *
 * @param weight W, of shape (outputs, inputs)
 * @param bias b, of shape (outputs)
 */
public record Linear(Parameter weight, Parameter bias) implements Layer {
  /** Creates a layer whose parameters are named {@code prefix.weight} and {@code prefix.bias}. */
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

  /** Returns y, of the shape of x except for the last extent; the rank of x is at least 1. */
  public Tensor apply(Trace trace, Tensor x) {
    int inputs = weight.shape().extent(1);
    Tensor rows = x.reshape(-1, inputs);
    Tensor y = rows.matmul(trace.parameter(weight).transpose()).add(trace.parameter(bias));
    return y.reshape(x.shape().with(-1, weight.shape().extent(0)));
  }
}
