package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
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

  /**
   * Points that are left of clouds, cloud after cloud.
   *
   * @param layout how clouds share the points that are left
   * @param rows the row of each among all points
   */
  public record Subset(CloudLayout layout, Ints rows) {

    /**
     * Checks their number.
     *
     * @throws IllegalArgumentException if there are not as many rows as points
     */
    public Subset {
      if (rows.size() != layout.points()) {
        throw new IllegalArgumentException(rows.size() + " rows of " + layout.points() + " points");
      }
    }

    /** Returns all points. */
    public static Subset all(CloudLayout layout) {
      return new Subset(layout, Ints.of(IntStream.range(0, layout.points()).toArray()));
    }

    /** Returns the rows of a cloud. */
    public int[] rowsOf(int cloud) {
      return IntStream.range(layout.start(cloud), layout.start(cloud + 1)).map(rows::get).toArray();
    }
  }

  /** Returns lists in which all points of a cloud are neighbours, each also its own. */
  public static NeighbourLists complete(CloudLayout layout) {
    Ints clouds = layout.cloudOfRow();
    int[] rowPtr = new int[layout.points() + 1];
    for (int i = 0; i < layout.points(); i++) {
      rowPtr[i + 1] = rowPtr[i] + layout.size(clouds.get(i));
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
    int[] receivers = receivers(rowPtr.toArray());
    Tensor begins = graph.indices(Arrays.stream(receivers).map(to.rows()::get).toArray());
    Tensor ends = graph.indices(Arrays.stream(senders.toArray()).map(from.rows()::get).toArray());
    return Neighbourhood.of(
        exchanged ? points.pairs(ends, begins) : points.pairs(begins, ends),
        graph.full(Shape.of(senders.size(), 1), 1),
        graph.indices(rowPtr.toArray()),
        graph.indices(receivers),
        graph.indices(senders.toArray()),
        from.rows().size(),
        graph.full(Shape.of(to.rows().size(), 1), 1),
        kept.map(rows -> graph.indices(rows.toArray())));
  }

  /**
   * Returns the point whose list each edge is in, where {@code rowPtr} tells which begins where.
   */
  static int[] receivers(int[] rowPtr) {
    int[] receivers = new int[rowPtr[rowPtr.length - 1]];
    for (int i = 0; i < rowPtr.length - 1; i++) {
      Arrays.fill(receivers, rowPtr[i], rowPtr[i + 1], i);
    }
    return receivers;
  }
}
