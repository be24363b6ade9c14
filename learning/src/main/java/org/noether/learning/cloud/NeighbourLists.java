package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Optional;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * Neighbours that were chosen before a network is traced.
 *
 * @param from the points whose values are summed
 * @param to the points at which sums are given
 * @param kept which points of {@code from} those of {@code to} are; empty if they are the same
 * @param rowPtr the edges of point i of {@code to} are rowPtr[i] to rowPtr[i + 1] exclusively
 * @param senders the point of {@code from} that each edge leads to
 * @param exchanged whether the features of an edge are those of the pair the other way round
 */
public record NeighbourLists(
    Subset from, Subset to, Optional<Ints> kept, Ints rowPtr, Ints senders, boolean exchanged) {

  /** Returns the lists with the features of edges the other way round. */
  public NeighbourLists exchange() {
    return new NeighbourLists(from, to, kept, rowPtr, senders, !exchanged);
  }

  /**
   * Returns the neighbourhood as constants of a graph.
   *
   * @param points what the rows of {@code from} and {@code to} lift to
   */
  public Neighbourhood on(Graph graph, LiftedPoints points) {
    int edges = senders.size();
    int queries = to.rows().size();
    int[] first = new int[edges];
    int[] second = new int[edges];
    for (int i = 0; i < queries; i++) {
      Arrays.fill(first, rowPtr.get(i), rowPtr.get(i + 1), to.rows().get(i));
    }
    Arrays.setAll(second, edge -> from.rows().get(senders.get(edge)));
    Tensor receivers = graph.indices(first);
    Tensor ends = graph.indices(second);
    return Neighbourhood.of(
        exchanged ? points.pairs(ends, receivers) : points.pairs(receivers, ends),
        graph.full(Shape.of(edges, 1), 1),
        graph.indices(rowPtr.toArray()),
        graph.indices(senders.toArray()),
        from.rows().size(),
        graph.full(Shape.of(queries, 1), 1),
        kept.map(rows -> graph.indices(rows.toArray())));
  }
}
