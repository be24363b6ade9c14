package org.noether.reports.extension;

import org.noether.learning.nn.Activation;
import org.noether.learning.tensor.Tensor;

/** log(1 + exp(x)), a smooth max(x, 0). */
public final class Softplus implements Activation {
  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.exp().add(1).log();
  }
}
