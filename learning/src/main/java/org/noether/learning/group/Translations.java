package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * T(k), the translations of k-dimensional space. A position is its own lift, and there is one
 * orbit.
 *
 * @param k the dimension of space
 */
public record Translations(int k) implements LieGroup {
  @Override
  public String name() {
    return "T(" + k + ")";
  }

  @Override
  public int lieDim() {
    return k;
  }

  @Override
  public int qDim() {
    return 0;
  }

  @Override
  public int repDim() {
    return k;
  }

  @Override
  public double alpha() {
    return Groups.ALPHA;
  }

  @Override
  public Tensor pairs(Tensor positions) {
    return Pairs.differences(positions);
  }
}
