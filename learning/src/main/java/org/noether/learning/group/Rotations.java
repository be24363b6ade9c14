package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * SO2, the rotations of the plane about the origin. A position lifts to its angle; the coordinate
 * of its orbit is its distance r to the origin. The origin itself, which every rotation leaves
 * where it is, lifts to the angle of the position it is paired with.
 *
 * <p>Orbits are compared in relative terms, |r_i - r_j| / (r_i + r_j + 0.001), as in the reference
 * implementation: this too is a distance of orbits, and the paper's results were found with it.
 *
 * @param alpha the weight of the angle in distances
 */
public record Rotations(double alpha) implements PlaneGroup {
  private static final double SMALL_RADIUS = 1e-3;

  @Override
  public String name() {
    return "SO2(" + alpha + ")";
  }

  @Override
  public List<double[][]> generators() {
    return List.<double[][]>of(new double[][] {{0, -1}, {1, 0}});
  }

  @Override
  public Tensor exp(Tensor a) {
    Tensor cos = a.cos();
    Tensor sin = a.sin();
    return Matrices.of(2, cos, sin.neg(), sin, cos);
  }

  /** {@inheritDoc} Of larger matrices, the upper left corner is the rotation. */
  @Override
  public Tensor log(Tensor u) {
    Tensor y = Matrices.entry(u, 1, 0).sub(Matrices.entry(u, 0, 1));
    Tensor x = Matrices.entry(u, 0, 0).add(Matrices.entry(u, 1, 1));
    return y.binary(BinaryFunction.ATAN2, x);
  }

  @Override
  public Tensor inverse(Tensor u) {
    return u.transpose();
  }

  @Override
  public Tensor coordinates(Tensor positions) {
    return PlaneGroup.angle(positions);
  }

  @Override
  public Tensor difference(Tensor first, Tensor second) {
    return PlaneGroup.angleBetween(first, second);
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return Pairs.norm(positions);
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
