package org.noether.learning.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import org.noether.simulation.registry.Registry;

/**
 * An activation function, applied elementwise. It is composed of tensor functions, so that every
 * backend can compute it and its derivatives. Further implementations are found by {@link
 * java.util.ServiceLoader}.
 */
public interface Activation {
  /** x sigmoid(x) (Ramachandran et al. 2017). */
  Activation SWISH = of("swish", x -> x.unary(UnaryFunction.SWISH));

  /** max(x, 0), with derivative 0 at 0. */
  Activation RELU = of("relu", x -> x.graph().constant(0).max(x));

  /** All activation functions, by {@link #name}. */
  Registry<Activation> KNOWN =
      new Registry<>(Activation.class, "no nonlinearity", Activation::name, List.of(SWISH, RELU));

  /** Returns the name used in configurations. */
  String name();

  /** Returns the function's values. */
  Tensor apply(Tensor x);

  private static Activation of(String name, UnaryOperator<Tensor> function) {
    record BuiltIn(String name, UnaryOperator<Tensor> function) implements Activation {
      @Override
      public Tensor apply(Tensor x) {
        return function.apply(x);
      }
    }
    return new BuiltIn(name, function);
  }
}
