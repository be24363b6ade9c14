package org.noether.learning.group;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * T(k), the translations of k-dimensional space. A position is its own lift, and there is one
 * orbit. Matrices are of size k + 1 and act on (x, 1).
 *
 * @param k the dimension of space
 */
public record Translations(int k) implements MatrixGroup {
  @Override
  public String name() {
    return "T(" + k + ")";
  }

  @Override
  public int repDim() {
    return k;
  }

  @Override
  public boolean ignoresTranslations() {
    return true;
  }

  @Override
  public List<double[][]> generators() {
    List<double[][]> generators = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      double[][] generator = new double[k + 1][k + 1];
      generator[i][k] = 1;
      generators.add(generator);
    }
    return generators;
  }

  @Override
  public Tensor exp(Tensor a) {
    return Matrices.identity(a, k + 1).add(matrix(a));
  }

  @Override
  public Tensor log(Tensor u) {
    return components(u);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    return first.sub(second);
  }

  /**
   * Tx and Ty, the translations of the plane along one axis. The coordinate of a position's orbit
   * is its coordinate along the other axis.
   *
   * @param axis 0 for Tx, 1 for Ty
   */
  public record AlongAxis(int axis) implements PlaneGroup {
    @Override
    public String name() {
      return (axis == 0 ? "Tx" : "Ty") + "(2)";
    }

    @Override
    public List<double[][]> generators() {
      return List.<double[][]>of(new Translations(2).generators().get(axis));
    }

    @Override
    public Tensor exp(Tensor a) {
      return Matrices.identity(a, 3).add(matrix(a));
    }

    @Override
    public Tensor log(Tensor u) {
      return components(u);
    }

    @Override
    public Tensor coordinates(Tensor positions) {
      return Matrices.component(positions, axis);
    }

    @Override
    public Tensor orbits(Tensor positions) {
      return Matrices.component(positions, 1 - axis);
    }
  }
}
