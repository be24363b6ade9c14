package org.noether.learning.group;

import java.util.List;
import java.util.stream.IntStream;
import org.noether.learning.tensor.Tensor;

/**
 * The elements of a group that some of its generators generate. Positions can be lifted where the
 * elements of the whole group commute: the remaining coordinates of a position's lift in the whole
 * group are then coordinates of its orbit.
 *
 * @param group the whole group
 * @param chosen which of its generators, numbered from 0
 */
public record Subgroup(MatrixGroup group, List<Integer> chosen) implements MatrixGroup {
  /**
   * Checks the generators.
   *
   * @throws IllegalArgumentException if there is none, one is not the group's, or brackets of the
   *     generators lead out of what they span
   */
  public Subgroup {
    chosen = List.copyOf(chosen);
    int count = group.lieDim();
    if (chosen.isEmpty()
        || chosen.stream().distinct().count() != chosen.size()
        || chosen.stream().anyMatch(k -> k < 0 || k >= count)) {
      throw new IllegalArgumentException(
          "%s has generators 0 to %d; a subgroup takes some of them, each once, not %s"
              .formatted(group.name(), count - 1, chosen));
    }
    if (!closes(chosen.stream().map(group.generators()::get).toList())) {
      throw new IllegalArgumentException(
          "the generators %s of %s do not form a subgroup: a bracket of two of them needs another"
              .formatted(chosen, group.name()));
    }
  }

  /** Returns whether the brackets of orthogonal generators are their linear combinations. */
  private static boolean closes(List<double[][]> generators) {
    for (double[][] a : generators) {
      for (double[][] b : generators) {
        double[][] bracket = Matrices.bracket(a, b);
        double square = Matrices.dot(bracket, bracket);
        double spanned = 0;
        for (double[][] generator : generators) {
          double dot = Matrices.dot(generator, bracket);
          spanned += dot * dot / Matrices.dot(generator, generator);
        }
        if (square - spanned > 1e-12 * square) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public String name() {
    return "Subgroup(" + group.name() + "," + chosen + ")";
  }

  @Override
  public int qDim() {
    return group.qDim() + group.lieDim() - chosen.size();
  }

  @Override
  public int repDim() {
    return group.repDim();
  }

  @Override
  public double alpha() {
    return group.alpha();
  }

  @Override
  public List<double[][]> generators() {
    return chosen.stream().map(group.generators()::get).toList();
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor[] all = new Tensor[group.lieDim()];
    for (int k = 0; k < all.length; k++) {
      int place = chosen.indexOf(k);
      all[k] = place < 0 ? Matrices.constant(a, 0) : Matrices.component(a, place);
    }
    return group.exp(Matrices.vector(all));
  }

  @Override
  public Tensor log(Tensor u) {
    return select(group.log(u), chosen);
  }

  @Override
  public Tensor inverse(Tensor u) {
    return group.inverse(u);
  }

  @Override
  public Tensor relative(Tensor u, Tensor v) {
    return group.relative(u, v);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperationException if the whole group's elements do not commute
   */
  @Override
  public Tensor section(Tensor positions) {
    return exp(select(coordinates(positions), chosen));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    List<Integer> others =
        IntStream.range(0, group.lieDim()).boxed().filter(k -> !chosen.contains(k)).toList();
    Tensor rest =
        others.isEmpty() ? positions.slice(-1, 0, 0) : select(coordinates(positions), others);
    return Tensor.concat(-1, group.orbits(positions), rest);
  }

  private Tensor coordinates(Tensor positions) {
    if (!group.commutes()) {
      throw new UnsupportedOperationException(
          name()
              + ": positions cannot be lifted, as elements of "
              + group.name()
              + " do not commute");
    }
    return group.log(group.section(positions));
  }

  private static Tensor select(Tensor coordinates, List<Integer> which) {
    return Matrices.vector(
        which.stream().map(k -> Matrices.component(coordinates, k)).toArray(Tensor[]::new));
  }
}
