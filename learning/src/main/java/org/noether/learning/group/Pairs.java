package org.noether.learning.group;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * Features of pairs of points, made of features of the points, for implementations of {@link
 * LieGroup}.
 */
public final class Pairs {
  private Pairs() {}

  /** Returns features one after the other along the last axis; the other axes broadcast. */
  public static Tensor concat(Tensor... features) {
    Shape common =
        Arrays.stream(features)
            .map(x -> x.shape().with(-1, 1))
            .reduce(Shape::broadcastWith)
            .orElseThrow();
    return Tensor.concat(
        -1,
        Arrays.stream(features)
            .map(x -> x.broadcastTo(common.with(-1, x.shape().extent(-1))))
            .toArray(Tensor[]::new));
  }

  /**
   * Returns the coordinates of log(v^-1 u), then those of both orbits: (..., pairDim).
   *
   * @param u what the first points lift to, of shape (..., m, m)
   * @param first the coordinates of their orbits, of shape (..., qDim)
   * @param v what the second points lift to
   * @param second the coordinates of their orbits
   */
  public static Tensor ofLifts(LieGroup group, Tensor u, Tensor first, Tensor v, Tensor second) {
    return concat(group.log(group.relative(u, v)), first, second);
  }

  /**
   * Returns {@link #ofLifts} of all pairs of points i, j of each cloud: (B, n, n, pairDim).
   *
   * @param elements what the points lift to, of shape (B, n, m, m)
   * @param orbits the coordinates of their orbits, of shape (B, n, qDim)
   */
  static Tensor ofAllLifts(LieGroup group, Tensor elements, Tensor orbits) {
    return ofLifts(
        group, first(elements, 2), first(orbits, 1), second(elements, 2), second(orbits, 1));
  }

  /** Returns each point's features once for each element it lifts to: (B, n, d) to (B, n s, d). */
  public static Tensor repeated(Tensor x, int samples) {
    int clouds = x.shape().extent(0);
    int points = x.shape().extent(1);
    int features = x.shape().extent(2);
    return x.reshape(clouds, points, 1, features)
        .broadcastTo(Shape.of(clouds, points, samples, features))
        .reshape(clouds, points * samples, features);
  }

  /**
   * Returns the Euclidean length of the last axis, which stays with extent 1. At 0, where a length
   * has no derivative, all its derivatives are taken to be 0.
   */
  public static Tensor norm(Tensor x) {
    Tensor square = x.square().sumKeeping(-1);
    Tensor away = Angles.positive(square);
    Tensor length = away.where(square, Angles.one(square)).sqrt();
    return away.where(length, square.detach());
  }

  /** Returns (B, n, 1, ...) for (B, n, ...), of which the last {@code rank} axes are features. */
  static Tensor first(Tensor x, int rank) {
    return withAxis(x, x.shape().rank() - rank);
  }

  /** Returns (B, 1, n, ...) for (B, n, ...). */
  static Tensor second(Tensor x, int rank) {
    return withAxis(x, x.shape().rank() - rank - 1);
  }

  private static Tensor withAxis(Tensor x, int at) {
    return x.reshape(
        IntStream.rangeClosed(0, x.shape().rank())
            .map(i -> i == at ? 1 : x.shape().extent(i < at ? i : i - 1))
            .toArray());
  }
}
