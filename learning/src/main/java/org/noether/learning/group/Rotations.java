package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * SO2, the rotations of the plane about the origin. A position lifts to its angle; its orbit is
 * told by its distance r to the origin. The origin itself, which all rotations leave where it is,
 * lifts to the angle of whatever it is paired with.
 *
 * <p>Orbits are compared in relative terms, |r_i - r_j| / (r_i + r_j + 0.001), as in the reference
 * implementation: this too is a distance of orbits, and the paper's results were found with it.
 *
 * @param alpha the weight of the angle in distances
 */
public record Rotations(double alpha) implements MatrixGroup {
  private static final double SMALL_RADIUS = 1e-3;

  @Override
  public String name() {
    return "SO2(" + alpha + ")";
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
    return List.<double[][]>of(new double[][] {{0, -1}, {1, 0}});
  }

  @Override
  public Tensor exp(Tensor a) {
    return Polar.rotations(a);
  }

  @Override
  public Tensor log(Tensor u) {
    return Polar.rotationAngle(u);
  }

  @Override
  public Tensor inverse(Tensor u) {
    return u.transpose();
  }

  @Override
  public Tensor section(Tensor positions) {
    return exp(Polar.angle(positions));
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Pairs.norm(positions);
  }

  @Override
  public Tensor pair(Tensor first, Tensor second) {
    return Pairs.concat(Polar.angleBetween(first, second), orbits(first), orbits(second));
  }

  @Override
  public Tensor distance(Tensor pairs) {
    Tensor angle = pairs.slice(-1, 0, 1).unary(UnaryFunction.ABS);
    Tensor first = pairs.slice(-1, 1, 2);
    Tensor second = pairs.slice(-1, 2, 3);
    Tensor orbits =
        first.sub(second).unary(UnaryFunction.ABS).div(first.add(second).add(SMALL_RADIUS));
    return angle.mul(alpha).add(orbits.mul(1 - alpha));
  }
}
