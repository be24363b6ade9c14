package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * RxSO2, the rotations and scalings of the plane about the origin. A position lifts to (log r,
 * angle) of its polar coordinates; all but the origin are one orbit, and the origin has no lift.
 *
 * @param alpha the weight of the angle in distances; that of log r is 1 - alpha
 */
public record RotationsAndScalings(double alpha) implements MatrixGroup {
  @Override
  public String name() {
    return "RxSO2(" + alpha + ")";
  }

  @Override
  public int repDim() {
    return 2;
  }

  @Override
  public List<double[][]> generators() {
    return List.of(new double[][] {{1, 0}, {0, 1}}, new double[][] {{0, -1}, {1, 0}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor scale = Matrices.component(a, 0).exp();
    Tensor angle = Matrices.component(a, 1);
    Tensor x = scale.mul(angle.cos());
    Tensor y = scale.mul(angle.sin());
    return Matrices.of(2, x, y.neg(), y, x);
  }

  @Override
  public Tensor log(Tensor u) {
    Tensor x = Matrices.entry(u, 0, 0).add(Matrices.entry(u, 1, 1)).mul(0.5);
    Tensor y = Matrices.entry(u, 1, 0).sub(Matrices.entry(u, 0, 1)).mul(0.5);
    Tensor column = Matrices.vector(x, y);
    return Matrices.vector(Polar.logRadius(column), Polar.angle(column));
  }

  @Override
  public Tensor section(Tensor positions) {
    return exp(Matrices.vector(Polar.logRadius(positions), Polar.angle(positions)));
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    Tensor scale = Polar.logRadius(first).sub(Polar.logRadius(second));
    return Pairs.concat(scale, Polar.angleBetween(first, second));
  }

  @Override
  public Tensor distance(Tensor pairs) {
    Tensor scale = pairs.slice(-1, 0, 1).unary(UnaryFunction.ABS);
    Tensor angle = pairs.slice(-1, 1, 2).unary(UnaryFunction.ABS);
    return angle.mul(alpha).add(scale.mul(1 - alpha));
  }
}
