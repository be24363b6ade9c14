package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * The elements of a group that some of its generators generate. The other coordinates of what a
 * position lifts to in the whole group tell orbits apart, so that positions can be lifted where the
 * whole group's elements commute.
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
          group.name()
              + " has generators 0 to "
              + (count - 1)
              + "; a subgroup takes some of them,"
              + " each once, not "
              + chosen);
    }
    if (!LieAlgebra.closes(chosen.stream().map(group.generators()::get).toList())) {
      throw new IllegalArgumentException(
          "the generators "
              + chosen
              + " of "
              + group.name()
              + " do not form a subgroup: a bracket"
              + " of two of them needs another");
    }
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
    return those(group.log(u), chosen);
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
    return exp(those(coordinates(positions), chosen));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    List<Integer> others = new ArrayList<>();
    for (int k = 0; k < group.lieDim(); k++) {
      if (!chosen.contains(k)) {
        others.add(k);
      }
    }
    Tensor rest =
        others.isEmpty() ? positions.slice(-1, 0, 0) : those(coordinates(positions), others);
    Tensor whole = group.orbits(positions);
    return Tensor.concat(-1, whole, rest);
  }

  private Tensor coordinates(Tensor positions) {
    if (!LieAlgebra.commutes(group.generators())) {
      throw new UnsupportedOperationException(
          name()
              + ": positions cannot be lifted, as elements of "
              + group.name()
              + " do not commute");
    }
    return group.log(group.section(positions));
  }

  private static Tensor those(Tensor coordinates, List<Integer> which) {
    return Matrices.vector(
        which.stream().map(k -> Matrices.component(coordinates, k)).toArray(Tensor[]::new));
  }
}
