package org.noether.learning.group;

import java.util.List;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Rx, the scalings of the plane about the origin. A position, other than the origin, lifts to the
 * logarithm of its distance r to the origin; the coordinate of its orbit is its angle, from -pi to
 * pi. The distance of two points is alpha |log r_i - log r_j| + (1 - alpha) times the angle between
 * them.
 *
 * <p>The reference implementation's is alpha |angle_i| + (1 - alpha) |log r_i - log r_j|: the
 * weights are exchanged and the second point's angle is missing, so that a point may be far from
 * itself. Networks trained with it still need it.
 *
 * @param alpha the weight of log r in distances
 * @param reference whether distances are the reference implementation's
 */
public record Scalings(double alpha, boolean reference) implements PlaneGroup {
  /** Makes the group with the distance above. */
  public Scalings(double alpha) {
    this(alpha, false);
  }

  @Override
  public String name() {
    return "Rx(" + alpha + (reference ? ",True)" : ")");
  }

  @Override
  public boolean lifts(double... position) {
    return position[0] != 0 || position[1] != 0;
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
  public Tensor coordinates(Tensor positions) {
    return PlaneGroup.logRadius(positions);
  }

  @Override
  public Tensor orbits(Tensor positions) {
    return PlaneGroup.angle(positions);
  }

  @Override
  public Tensor distance(Tensor pairs) {
    Tensor scale = pairs.slice(-1, 0, 1).unary(UnaryFunction.ABS);
    Tensor first = pairs.slice(-1, 1, 2);
    if (reference) {
      return first.unary(UnaryFunction.ABS).mul(alpha).add(scale.mul(1 - alpha));
    }
    Tensor difference = first.sub(pairs.slice(-1, 2, 3)).unary(UnaryFunction.ABS);
    Tensor angle = difference.min(difference.neg().add(2 * Math.PI));
    return scale.mul(alpha).add(angle.mul(1 - alpha));
  }
}
