package org.noether.learning.group;

import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Features of pairs made of features of points, for those who implement {@link LieGroup}. */
public final class Pairs {
  private Pairs() {}

  /** Returns x_i - x_j: (B, n, d) to (B, n, n, d), where i is the second axis, j the third. */
  public static Tensor differences(Tensor x) {
    return first(x).sub(second(x));
  }

  /** Returns [x_i, x_j]: (B, n, d) to (B, n, n, 2 d), where i is the second axis, j the third. */
  public static Tensor both(Tensor x) {
    Shape shape = x.shape();
    Shape pairs = Shape.of(shape.extent(0), shape.extent(1), shape.extent(1), shape.extent(2));
    return Tensor.concat(-1, first(x).broadcastTo(pairs), second(x).broadcastTo(pairs));
  }

  /**
   * Returns the features of all pairs of points: the coordinates of log(v^-1 u), and both orbits'.
   *
   * @param elements what the points lift to, of shape (B, n, m, m)
   * @param orbits the coordinates of their orbits, of shape (B, n, qDim)
   */
  static Tensor of(LieGroup group, Tensor elements, Tensor orbits) {
    Shape shape = elements.shape();
    int clouds = shape.extent(0);
    int points = shape.extent(1);
    int size = shape.extent(2);
    Tensor u = elements.reshape(clouds, points, 1, size, size);
    Tensor v = elements.reshape(clouds, 1, points, size, size);
    Tensor a = group.log(group.relative(u, v));
    return group.qDim() == 0 ? a : Tensor.concat(-1, a, both(orbits));
  }

  /** Returns the Euclidean length of the last axis, which stays with extent 1. */
  public static Tensor norm(Tensor x) {
    return x.square().sumKeeping(-1).sqrt();
  }

  private static Tensor first(Tensor x) {
    return x.reshape(x.shape().extent(0), x.shape().extent(1), 1, x.shape().extent(2));
  }

  private static Tensor second(Tensor x) {
    return x.reshape(x.shape().extent(0), 1, x.shape().extent(1), x.shape().extent(2));
  }
}
