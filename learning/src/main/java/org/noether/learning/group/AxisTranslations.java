package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * Tx and Ty, the translations of the plane along one axis. The coordinate of a position's orbit is
 * that along the other axis.
 *
 * @param axis 0 for Tx, 1 for Ty
 */
public record AxisTranslations(int axis) implements PlaneGroup {
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
