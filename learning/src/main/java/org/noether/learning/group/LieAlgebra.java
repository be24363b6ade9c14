package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/** Coordinates of a Lie algebra of matrices, given the generators of {@link MatrixGroup}. */
final class LieAlgebra {
  private LieAlgebra() {}

  static Tensor matrix(List<double[][]> generators, Tensor a) {
    int size = generators.getFirst().length;
    Tensor zero = Matrices.constant(a, 0);
    Tensor[] entries = new Tensor[size * size];
    for (int i = 0; i < entries.length; i++) {
      Tensor sum = zero;
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

  static Tensor components(List<double[][]> generators, Tensor matrices) {
    int size = generators.getFirst().length;
    Tensor[] components = new Tensor[generators.size()];
    for (int k = 0; k < components.length; k++) {
      double[][] generator = generators.get(k);
      Tensor sum = Matrices.entry(matrices, 0, 0).mul(0);
      for (int i = 0; i < size * size; i++) {
        double factor = generator[i / size][i % size] / dot(generator, generator);
        if (factor != 0) {
          sum = sum.add(Matrices.entry(matrices, i / size, i % size).mul(factor));
        }
      }
      components[k] = sum;
    }
    return Matrices.vector(components);
  }

  static Tensor bracket(List<double[][]> generators, Tensor a, Tensor b) {
    int dim = generators.size();
    Tensor[] components = new Tensor[dim];
    for (int k = 0; k < dim; k++) {
      Tensor sum = Matrices.constant(a, 0);
      for (int i = 0; i < dim; i++) {
        for (int j = i + 1; j < dim; j++) {
          double constant = component(generators, k, bracket(generators, i, j));
          if (constant != 0) {
            Tensor ij = Matrices.component(a, i).mul(Matrices.component(b, j));
            Tensor ji = Matrices.component(a, j).mul(Matrices.component(b, i));
            sum = sum.add(ij.sub(ji).mul(constant));
          }
        }
      }
      components[k] = sum;
    }
    return Matrices.vector(components);
  }

  /** Returns whether brackets of the generators are sums of generators. */
  static boolean closes(List<double[][]> generators) {
    for (int i = 0; i < generators.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[][] bracket = bracket(generators, i, j);
        double rest = dot(bracket, bracket);
        for (int k = 0; k < generators.size(); k++) {
          double component = component(generators, k, bracket);
          rest -= component * component * dot(generators.get(k), generators.get(k));
        }
        if (rest > 1e-12 * dot(bracket, bracket)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns whether all brackets of the generators are zero. */
  static boolean commutes(List<double[][]> generators) {
    for (int i = 0; i < generators.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[][] bracket = bracket(generators, i, j);
        if (dot(bracket, bracket) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static double[][] bracket(List<double[][]> generators, int i, int j) {
    double[][] a = generators.get(i);
    double[][] b = generators.get(j);
    double[][] bracket = new double[a.length][a.length];
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < a.length; column++) {
        for (int k = 0; k < a.length; k++) {
          bracket[row][column] += a[row][k] * b[k][column] - b[row][k] * a[k][column];
        }
      }
    }
    return bracket;
  }

  private static double component(List<double[][]> generators, int k, double[][] matrix) {
    return dot(generators.get(k), matrix) / dot(generators.get(k), generators.get(k));
  }

  private static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < a.length; column++) {
        sum += a[row][column] * b[row][column];
      }
    }
    return sum;
  }
}
