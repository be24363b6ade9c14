package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Rx, the scalings of the plane about the origin. A position lifts to the logarithm of its distance
 * to the origin; its orbit is told by its angle. As in the reference, distances take the angle of
 * the first point alone: alpha |angle_i| + (1 - alpha) |log r_i - log r_j|.
 *
 * @param alpha the weight of the angle in distances
 */
public record Scalings(double alpha) implements MatrixGroup {
  @Override
  public String name() {
    return "Rx(" + alpha + ")";
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
    return List.<double[][]>of(new double[][] {{1, 0}, {0, 1}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor scale = a.exp();
    Tensor zero = Matrices.constant(a, 0);
    return Matrices.of(2, scale, zero, zero, scale);
  }

  @Override
  public Tensor log(Tensor u) {
    return Matrices.entry(u, 0, 0).log();
  }

  @Override
  public Tensor section(Tensor positions) {
    return exp(Polar.logRadius(positions));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Polar.angle(positions);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    Tensor scale = Polar.logRadius(first).sub(Polar.logRadius(second));
    return Pairs.concat(scale, orbits(first), orbits(second));
  }

  @Override
  public Tensor distance(Tensor pairs) {
    Tensor scale = pairs.slice(-1, 0, 1).unary(UnaryFunction.ABS);
    Tensor angle = pairs.slice(-1, 1, 2).unary(UnaryFunction.ABS);
    return angle.mul(alpha).add(scale.mul(1 - alpha));
  }
}
