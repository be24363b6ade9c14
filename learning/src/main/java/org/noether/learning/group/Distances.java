package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * What all motions and reflections of space leave of a pair of positions: their distance (Schütt et
 * al. 2017). It is no lift, but stands in for a group where a network needs the features of pairs
 * only. The reference calls it {@code FakeSchGroup}.
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

  @Override
  public Tensor exp(Tensor a) {
    return Matrices.identity(a, repDim());
  }

  @Override
  public Tensor log(Tensor u) {
    return Matrices.entry(u, 0, 0).slice(-1, 0, 0);
  }

  @Override
  public Tensor section(Tensor positions) {
    return Matrices.identity(positions, repDim());
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
