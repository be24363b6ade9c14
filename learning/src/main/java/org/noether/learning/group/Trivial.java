package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * The group of one element, the identity: every position is an orbit of its own.
 *
 * @param dim the dimension of space
 */
public record Trivial(int dim) implements LieGroup {
  @Override
  public String name() {
    return "Trivial(" + dim + ")";
  }

  @Override
  public int lieDim() {
    return 0;
  }

  @Override
  public int qDim() {
    return dim;
  }

  @Override
  public int repDim() {
    return dim;
  }

  /** Returns the identity, whatever the coordinates; every position lifts to it as well. */
  @Override
  public Tensor exp(Tensor a) {
    return Matrices.identity(a, dim);
  }

  @Override
  public Tensor log(Tensor u) {
    return Matrices.entry(u, 0, 0).slice(-1, 0, 0);
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return positions;
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    return Pairs.concat(first, second);
  }

  /**
   * The trivial group in space, seen only by the distances of positions: of the features of pairs,
   * they alone are invariant under all motions and reflections (Schütt et al. 2017). The reference
   * implementation calls it {@code FakeSchGroup}.
   */
  public record Distances() implements LieGroup {
    private static final Trivial SPACE = new Trivial(3);

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
      return SPACE.dim;
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
      return SPACE.exp(a);
    }

    @Override
    public Tensor log(Tensor u) {
      return SPACE.log(u);
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
}
