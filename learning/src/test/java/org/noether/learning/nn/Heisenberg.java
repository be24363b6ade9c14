package org.noether.learning.nn;

import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Matrices;
import org.noether.learning.tensor.Tensor;

/** A user's own group: upper triangular matrices [1 x z; 0 1 y; 0 0 1], acting on itself. */
record Heisenberg() implements LieGroup {
  @Override
  public String name() {
    return "Heisenberg";
  }

  @Override
  public int lieDim() {
    return 3;
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor x = Matrices.component(a, 0);
    Tensor y = Matrices.component(a, 1);
    Tensor z = Matrices.component(a, 2).add(x.mul(y).mul(0.5));
    Tensor zero = x.sub(x);
    Tensor one = zero.add(1);
    return Matrices.of(3, one, x, z, zero, one, y, zero, zero, one);
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor x = Matrices.entry(u, 0, 1);
    Tensor y = Matrices.entry(u, 1, 2);
    return Tensor.concat(
        x.shape().rank() - 1, x, y, Matrices.entry(u, 0, 2).sub(x.mul(y).mul(0.5)));
  }
}
