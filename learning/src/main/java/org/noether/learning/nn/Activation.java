package org.noether.learning.nn;

import java.util.List;
import java.util.function.UnaryOperator;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.registry.Registry;

/**
 * A nonlinearity, applied to each element. It is composed of functions that tensors have, so that
 * every backend computes it and its derivatives. An implementation that {@code
 * META-INF/services/org.noether.learning.nn.Activation} names is known beside those here.
 */
public interface Activation {
  /** x sigmoid(x) (Ramachandran et al. 2017). */
  Activation SWISH = of("swish", x -> x.mul(x.sigmoid()));

  /** max(x, 0), with derivative 0 at 0. */
  Activation RELU = of("relu", x -> x.graph().constant(0).max(x));

  /** All nonlinearities, by {@link #name}. */
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
