package org.noether.learning.cloud;

import java.util.Optional;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * The E edges over which a convolution sums values of P points, and the Q points whose sums they
 * are.
 *
 * @param pairs the features of each edge, of shape (E, pairDim), or of the pairs that edges share
 * @param mask 1 for edges that join neighbours and 0 for others, of shape (E, 1); or how many edges
 *     share each pair
 * @param pairOf indices of shape (E): the pair of each edge; empty if each edge has its own
 * @param degrees how many neighbours each point of Q has, of shape (Q, 1)
 * @param rowPtr indices of shape (Q + 1): point i owns the edges rowPtr[i] to rowPtr[i + 1]
 * @param receivers indices of shape (E): the point, of Q, to whose sum an edge contributes
 * @param senders indices of shape (E): the point, of P, whose value it contributes
 * @param present 1 for points of Q that exist and 0 for others, of shape (Q, 1)
 * @param kept indices of shape (Q): which points of P those of Q are; empty if they are the same
 */
public record Neighbourhood(
    Tensor pairs,
    Tensor mask,
    Optional<Tensor> pairOf,
    Tensor degrees,
    Tensor rowPtr,
    Tensor receivers,
    Tensor senders,
    Tensor present,
    Optional<Tensor> kept) {
  /** Returns the neighbourhood of edges among P points, whose degrees are computed. */
  static Neighbourhood of(
      Tensor pairs,
      Tensor mask,
      Tensor rowPtr,
      Tensor receivers,
      Tensor senders,
      int points,
      Tensor present,
      Optional<Tensor> kept) {
    Graph graph = pairs.graph();
    Tensor ones = graph.full(Shape.of(points, 1), 1);
    Tensor degrees = ones.contract(mask, rowPtr, senders).reshape(-1, 1);
    return new Neighbourhood(
        pairs, mask, Optional.empty(), degrees, rowPtr, receivers, senders, present, kept);
  }

  /**
   * Returns for each receiver the sum over its edges of k v, where v is the sender's value: (P, C)
   * and (E, M) to (Q, M, C).
   */
  public Tensor contract(Tensor v, Tensor k) {
    return v.contract(k, rowPtr, senders);
  }

  /** Returns the values at the points of Q: (P, C) to (Q, C). */
  public Tensor at(Tensor values) {
    return kept.map(values::gather).orElse(values);
  }
}
