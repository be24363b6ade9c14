package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * Tx and Ty, the translations of the plane along one axis. The coordinate along the other axis
 * tells orbits apart.
 *
 * @param axis 0 for Tx, 1 for Ty
 */
public record AxisTranslations(int axis) implements MatrixGroup {
  @Override
  public String name() {
    return (axis == 0 ? "Tx" : "Ty") + "(2)";
  }

  @Override
  public int qDim() {
    return 1;
  }

  @Override
  public int repDim() {
    return 2;
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
  public Tensor section(Tensor positions) {
    return exp(Matrices.component(positions, axis));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Matrices.component(positions, 1 - axis);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    Tensor along = Matrices.component(first, axis).sub(Matrices.component(second, axis));
    return Pairs.concat(along, orbits(first), orbits(second));
  }
}
