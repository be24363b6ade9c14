package org.noether.learning.group;

import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Tensor;

/** Polar coordinates of points (x, y) of the plane, and its rotations. */
final class Polar {
  private Polar() {}

  /**
   * Returns the logarithm of the distance to the origin: (..., 2) to (..., 1). At the origin it is
   * minus infinity and has no derivatives.
   */
  static Tensor logRadius(Tensor points) {
    return points.square().sumKeeping(-1).log().mul(0.5);
  }

  /** Returns the angle to the x axis, from -pi to pi: (..., 2) to (..., 1); 0 at the origin. */
  static Tensor angle(Tensor points) {
    return angle(x(points), y(points));
  }

  /**
   * Returns the angle from the second point to the first, from -pi to pi: (..., 2) to (..., 1). It
   * is 0 where one of them is the origin.
   */
  static Tensor angleBetween(Tensor first, Tensor second) {
    Tensor cross = y(first).mul(x(second)).sub(x(first).mul(y(second)));
    Tensor dot = first.mul(second).sumKeeping(-1);
    return angle(dot, cross);
  }

  /** Returns rotation matrices: angles (..., 1) to (..., 2, 2). */
  static Tensor rotations(Tensor angles) {
    Tensor cos = angles.cos();
    Tensor sin = angles.sin();
    return Matrices.of(2, cos, sin.neg(), sin, cos);
  }

  /**
   * Returns the angles of matrices whose upper left corners rotate the plane, from -pi to pi: (...,
   * m, m) to (..., 1).
   */
  static Tensor rotationAngle(Tensor u) {
    Tensor y = Matrices.entry(u, 1, 0).sub(Matrices.entry(u, 0, 1));
    Tensor x = Matrices.entry(u, 0, 0).add(Matrices.entry(u, 1, 1));
    return y.binary(BinaryFunction.ATAN2, x);
  }

  /** At the origin, where an angle has no derivative, all its derivatives are taken to be 0. */
  private static Tensor angle(Tensor x, Tensor y) {
    Tensor away = Angles.positive(x.square().add(y.square()));
    Tensor adjacent = away.where(x, x.detach().add(1));
    return away.where(y, y.detach()).binary(BinaryFunction.ATAN2, adjacent);
  }

  private static Tensor x(Tensor points) {
    return points.slice(-1, 0, 1);
  }

  private static Tensor y(Tensor points) {
    return points.slice(-1, 1, 2);
  }
}
