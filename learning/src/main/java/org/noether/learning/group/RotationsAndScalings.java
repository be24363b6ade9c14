package org.noether.learning.group;

import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * RxSO2, the rotations and scalings of the plane about the origin. A position lifts to (log r,
 * angle) of its polar coordinates; all but the origin are one orbit.
 *
 * @param alpha the weight of the angle in distances; that of log r is 1 - alpha
 */
public record RotationsAndScalings(double alpha) implements LieGroup {
  @Override
  public String name() {
    return "RxSO2(" + alpha + ")";
  }

  @Override
  public int lieDim() {
    return 2;
  }

  @Override
  public int qDim() {
    return 0;
  }

  @Override
  public int repDim() {
    return 2;
  }

  @Override
  public Tensor pairs(Tensor positions) {
    Tensor scales = Pairs.differences(Polar.logRadius(positions));
    return Tensor.concat(-1, scales, Polar.angleDifferences(positions));
  }

  @Override
  public Tensor distance(Tensor pairs) {
    Tensor scale = pairs.slice(-1, 0, 1).unary(UnaryFunction.ABS);
    Tensor angle = pairs.slice(-1, 1, 2).unary(UnaryFunction.ABS);
    return angle.mul(alpha).add(scale.mul(1 - alpha));
  }
}
