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

  /** Returns lists in which all points of a cloud are neighbours, each also its own. */
  public static NeighbourLists complete(CloudLayout layout) {
    int[] rowPtr = new int[layout.points() + 1];
    for (int b = 0; b < layout.clouds(); b++) {
      for (int i = layout.start(b); i < layout.start(b + 1); i++) {
        rowPtr[i + 1] = rowPtr[i] + layout.size(b);
      }
    }
    Subset all = Subset.all(layout);
    return new NeighbourLists(
        all, all, Optional.empty(), Ints.of(rowPtr), PairDistances.senders(layout), false);
  }

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
    int[] receivers = new int[edges];
    for (int i = 0; i < queries; i++) {
      Arrays.fill(receivers, rowPtr.get(i), rowPtr.get(i + 1), i);
    }
    Tensor begins = graph.indices(rows(to, Ints.of(receivers)));
    Tensor ends = graph.indices(rows(from, senders));
    return Neighbourhood.of(
        exchanged ? points.pairs(ends, begins) : points.pairs(begins, ends),
        graph.full(Shape.of(edges, 1), 1),
        graph.indices(rowPtr.toArray()),
        graph.indices(receivers),
        graph.indices(senders.toArray()),
        from.rows().size(),
        graph.full(Shape.of(queries, 1), 1),
        kept.map(rows -> graph.indices(rows.toArray())));
  }

  private static int[] rows(Subset subset, Ints points) {
    int[] rows = new int[points.size()];
    Arrays.setAll(rows, i -> subset.rows().get(points.get(i)));
    return rows;
  }
}
