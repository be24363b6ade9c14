package org.noether.learning.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.noether.learning.tensor.Tensor;

/** Nonlinearities, applied to each element. */
public enum Activation {
  /** x sigmoid(x) (Ramachandran et al. 2017). */
  SWISH,
  /** max(x, 0), with derivative 0 at 0. */
  RELU;

  /** Returns the function's values. */
  public Tensor apply(Tensor x) {
    return switch (this) {
      case SWISH -> x.mul(x.sigmoid());
      case RELU -> x.graph().constant(0).max(x);
    };
  }

  /** Returns the name used in configurations, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the labels of all activations. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Activation::label).toList();
  }
}
