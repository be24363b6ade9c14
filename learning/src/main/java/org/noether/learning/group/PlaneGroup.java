package org.noether.learning.group;

import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * A commutative group that acts on the plane, where only one element carries the origin of an orbit
 * to a position. The logarithm of v^-1 u is the difference of the coordinates of u and v.
 */
interface PlaneGroup extends MatrixGroup {
  /** Returns the coordinates of the elements that positions lift to: (..., 2) to (..., lieDim). */
  Tensor coordinates(Tensor positions);

  /** Returns the coordinates of log(v^-1 u), where u lifts the first position and v the second. */
  default Tensor difference(Tensor first, Tensor second) {
    return coordinates(first).sub(coordinates(second));
  }

  @Override
  default int qDim() {
    return 2 - lieDim();
  }

  @Override
  default int repDim() {
    return 2;
  }

  @Override
  default Tensor section(Tensor positions) {
    return exp(coordinates(positions));
  }

  @Override
  default Tensor pair(Tensor first, Tensor second) {
    Tensor difference = difference(first, second);
    return qDim() == 0 ? difference : Pairs.concat(difference, orbits(first), orbits(second));
  }

  /**
   * As of other groups, but alpha weighs the second of two coordinates, and 1 - alpha the first.
   */
  @Override
  default Tensor distance(Tensor pairs) {
    if (qDim() > 0) {
      return MatrixGroup.super.distance(pairs);
    }
    Tensor first = Matrices.component(pairs, 0).unary(UnaryFunction.ABS);
    Tensor second = Matrices.component(pairs, 1).unary(UnaryFunction.ABS);
    return second.mul(alpha()).add(first.mul(1 - alpha()));
  }

  /**
   * Returns the logarithm of the distance to the origin: (..., 2) to (..., 1). At the origin it is
   * minus infinity and has no derivatives.
   */
  static Tensor logRadius(Tensor points) {
    return points.square().sumKeeping(-1).log().mul(0.5);
  }

  /** Returns the angle to the x axis, from -pi to pi: (..., 2) to (..., 1); 0 at the origin. */
  static Tensor angle(Tensor points) {
    return angleOf(Matrices.component(points, 0), Matrices.component(points, 1));
  }

  /**
   * Returns the angle from the second point to the first, from -pi to pi: (..., 2) to (..., 1). It
   * is 0 where one of them is the origin.
   */
  static Tensor angleBetween(Tensor first, Tensor second) {
    Tensor yx = Matrices.component(first, 1).mul(Matrices.component(second, 0));
    Tensor xy = Matrices.component(first, 0).mul(Matrices.component(second, 1));
    Tensor cross = yx.sub(xy);
    Tensor dot = first.mul(second).sumKeeping(-1);
    return angleOf(dot, cross);
  }

  /** At the origin, where an angle has no derivative, all its derivatives are taken to be 0. */
  private static Tensor angleOf(Tensor x, Tensor y) {
    Tensor away = Angles.positive(x.square().add(y.square()));
    Tensor adjacent = away.where(x, x.detach().add(1));
    return away.where(y, y.detach()).binary(BinaryFunction.ATAN2, adjacent);
  }
}
