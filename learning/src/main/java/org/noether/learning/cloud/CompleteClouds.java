package org.noether.learning.cloud;

import java.util.Optional;
import java.util.stream.IntStream;
import org.noether.learning.group.LieGroup;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * B clouds of n points each, in which every pair of points of a cloud is an edge, also a point with
 * itself. Point i of cloud b is row b n + i of P = B n; its edges to j = 0 ... n - 1 are n rows in
 * that order of E = B n n. Which edges join neighbours is told by a mask of shape (E, 1), 1 where
 * they do and 0 elsewhere: positions are data, so neighbourhoods are worked out in the graph.
 */
public final class CompleteClouds {
  private final int clouds;
  private final int points;
  private final Tensor pairs;
  private final Tensor distances;
  private final Tensor rowPtr;
  private final Tensor receivers;
  private final Tensor senders;

  private CompleteClouds(LieGroup group, Tensor features) {
    int count = features.shape().extent(0);
    int n = features.shape().extent(1);
    clouds = count;
    points = n;
    pairs = features.reshape(count * n * n, group.pairDim());
    distances = group.distance(pairs.detach());
    Graph graph = pairs.graph();
    rowPtr = graph.indices(IntStream.rangeClosed(0, count * n).map(i -> i * n).toArray());
    receivers = graph.indices(IntStream.range(0, count * n * n).map(e -> e / n).toArray());
    senders =
        graph.indices(
            IntStream.range(0, count * n * n).map(e -> e / (n * n) * n + e % n).toArray());
  }

  /** Lifts positions, of shape (B, n, repDim), to a group. No gradient passes through distances. */
  public static CompleteClouds lift(LieGroup group, Tensor positions) {
    return new CompleteClouds(group, group.pairs(positions));
  }

  /**
   * As {@link #lift(LieGroup, Tensor)}, but each point becomes s points.
   *
   * @param stabiliser s elements of the group's stabiliser for each point, of shape (B, n, s, m, m)
   */
  public static CompleteClouds lift(LieGroup group, Tensor positions, Tensor stabiliser) {
    return new CompleteClouds(group, group.pairs(positions, stabiliser));
  }

  /** Returns the number B of clouds. */
  public int clouds() {
    return clouds;
  }

  /** Returns the number n of points of each cloud. */
  public int points() {
    return points;
  }

  /** Returns a mask in which all edges join neighbours. */
  public Tensor all() {
    return pairs.graph().full(Shape.of(pairs.shape().extent(0), 1), 1);
  }

  /** Returns a mask of edges shorter than the radius, a scalar. */
  public Tensor within(Tensor radius) {
    return distances.less(radius);
  }

  /** Returns a mask of each point's {@code count} shortest edges. */
  public Tensor nearest(int count) {
    return chosen(distances.neg(), count);
  }

  /**
   * Returns a mask of at most {@code count} edges of each point, drawn at random without
   * replacement from those inside.
   *
   * @param inside a mask
   * @param noise numbers uniform in [0, 1), of shape (B, n, n)
   */
  public Tensor sample(Tensor inside, Tensor noise, int count) {
    return chosen(inside.add(noise.reshape(inside.shape())), count).mul(inside);
  }

  private Tensor chosen(Tensor score, int count) {
    return score.reshape(clouds * points, points).largestMask(count).reshape(score.shape());
  }

  /** Returns the edges inside a mask as the neighbourhood of all points. */
  public Neighbourhood neighbourhood(Tensor mask) {
    Tensor degrees = mask.reshape(clouds * points, points).sumKeeping(1);
    return new Neighbourhood(
        pairs,
        mask,
        Optional.empty(),
        degrees,
        rowPtr,
        receivers,
        senders,
        present(),
        Optional.empty());
  }

  /** Returns a mask of shape (P, 1) of the points that exist, which all do. */
  public Tensor present() {
    return pairs.graph().full(Shape.of(clouds * points, 1), 1);
  }
}
