package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * Distances of positions, the only features of pairs that all motions and reflections of space
 * leave unchanged (Schütt et al. 2017). This is no group: it takes the place of one in networks
 * that use only the features of pairs. The reference implementation calls it {@code FakeSchGroup}.
 */
public record Distances() implements LieGroup {
  @Override
  public String name() {
    return "FakeSchGroup()";
  }

  @Override
  public int lieDim() {
    return 0;
  }

  @Override
  public int repDim() {
    return 3;
  }

  @Override
  public int pairDim() {
    return 1;
  }

  @Override
  public boolean ignoresTranslations() {
    return true;
  }

  /** Returns the identity, whatever the coordinates; every position lifts to it as well. */
  @Override
  public Tensor exp(Tensor a) {
    return Matrices.identity(a, repDim());
  }

  @Override
  public Tensor log(Tensor u) {
    return Matrices.entry(u, 0, 0).slice(-1, 0, 0);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    return Pairs.norm(first.sub(second));
  }

  @Override
  public Tensor distance(Tensor pairs) {
    return pairs;
  }
}
