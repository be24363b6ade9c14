package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;

/**
 * Tx and Ty, the translations of the plane along one axis. The coordinate along the other axis
 * tells orbits apart.
 *
 * @param axis 0 for Tx, 1 for Ty
 */
public record AxisTranslations(int axis) implements LieGroup {
  @Override
  public String name() {
    return (axis == 0 ? "Tx" : "Ty") + "(2)";
  }

  @Override
  public int lieDim() {
    return 1;
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
  public double alpha() {
    return Groups.ALPHA;
  }

  @Override
  public Tensor pairs(Tensor positions) {
    Tensor along = positions.slice(-1, axis, axis + 1);
    Tensor across = positions.slice(-1, 1 - axis, 2 - axis);
    return Tensor.concat(-1, Pairs.differences(along), Pairs.both(across));
  }
}
