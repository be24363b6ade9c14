package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Tensor;

/** A group of matrices whose Lie algebra has a basis of matrices, its generators. */
public interface MatrixGroup extends LieGroup {
  /**
   * Returns the generators E_k, square matrices of one size. As vectors of their entries they are
   * orthogonal to each other.
   */
  List<double[][]> generators();

  @Override
  default int lieDim() {
    return generators().size();
  }

  /** Returns whether all elements of the group commute, as the brackets of its generators are 0. */
  default boolean commutes() {
    List<double[][]> generators = generators();
    return generators.stream()
        .flatMap(a -> generators.stream().map(b -> Matrices.bracket(a, b)))
        .allMatch(bracket -> Matrices.dot(bracket, bracket) == 0);
  }

  /** Returns the matrices sum of a_k E_k: (..., lieDim) to (..., m, m). */
  default Tensor matrix(Tensor a) {
    List<double[][]> generators = generators();
    int size = generators.getFirst().length;
    Tensor[] entries = new Tensor[size * size];
    for (int i = 0; i < entries.length; i++) {
      Tensor sum = Matrices.constant(a, 0);
      for (int k = 0; k < generators.size(); k++) {
        double factor = generators.get(k)[i / size][i % size];
        if (factor != 0) {
          sum = sum.add(Matrices.component(a, k).mul(factor));
        }
      }
      entries[i] = sum;
    }
    return Matrices.of(size, entries);
  }

  /** Returns the coordinates of matrices of the algebra: (..., m, m) to (..., lieDim). */
  default Tensor components(Tensor matrices) {
    List<Tensor> components = new ArrayList<>();
    for (double[][] generator : generators()) {
      int size = generator.length;
      Tensor sum = Matrices.entry(matrices, 0, 0).mul(0);
      for (int i = 0; i < size * size; i++) {
        double factor = generator[i / size][i % size] / Matrices.dot(generator, generator);
        if (factor != 0) {
          sum = sum.add(Matrices.entry(matrices, i / size, i % size).mul(factor));
        }
      }
      components.add(sum);
    }
    return Matrices.vector(components.toArray(Tensor[]::new));
  }

  /** Returns the coordinates of the bracket AB - BA, all of shape (..., lieDim). */
  default Tensor bracket(Tensor a, Tensor b) {
    List<double[][]> generators = generators();
    List<Tensor> components = new ArrayList<>();
    for (double[][] generator : generators) {
      Tensor sum = Matrices.constant(a, 0);
      for (int i = 0; i < generators.size(); i++) {
        for (int j = i + 1; j < generators.size(); j++) {
          double[][] bracket = Matrices.bracket(generators.get(i), generators.get(j));
          double constant = Matrices.dot(generator, bracket) / Matrices.dot(generator, generator);
          if (constant != 0) {
            Tensor ij = Matrices.component(a, i).mul(Matrices.component(b, j));
            Tensor ji = Matrices.component(a, j).mul(Matrices.component(b, i));
            sum = sum.add(ij.sub(ji).mul(constant));
          }
        }
      }
      components.add(sum);
    }
    return Matrices.vector(components.toArray(Tensor[]::new));
  }

  /**
   * Returns log(exp(a) exp(b)) by the formula of Baker, Campbell and Hausdorff, up to terms of the
   * given order in a and b.
   *
   * @throws IllegalArgumentException if the order is not from 1 to 4
   */
  default Tensor bch(Tensor a, Tensor b, int order) {
    if (order < 1 || order > 4) {
      throw new IllegalArgumentException(
          "the Baker-Campbell-Hausdorff formula is known here to orders 1 to 4, not " + order);
    }
    Tensor sum = a.add(b);
    if (order == 1) {
      return sum;
    }
    Tensor ab = bracket(a, b);
    sum = sum.add(ab.mul(0.5));
    if (order == 2) {
      return sum;
    }
    Tensor aab = bracket(a, ab);
    sum = sum.add(aab.sub(bracket(b, ab)).mul(1.0 / 12));
    return order == 3 ? sum : sum.sub(bracket(b, aab).mul(1.0 / 24));
  }
}
