package org.noether.learning.cloud;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A neighbourhood whose lists are bound when a program runs, so that one program serves all batches
 * that fit. All points stay. What a batch leaves empty is filled with edges of mask 0, from the
 * last point to the first.
 *
 * @param name the name that the leaves' names begin with
 * @param points the number P of points there is room for
 * @param edges the number E of edges there is room for
 */
public record NeighbourLeaves(String name, int points, int edges) {
  private static final String ROW_PTR = ".rowPtr";
  private static final String RECEIVERS = ".receivers";
  private static final String SENDERS = ".senders";

  /**
   * Returns the neighbourhood.
   *
   * @param lifted what the points lift to
   * @param present 1 for points that exist and 0 for others, of shape (P, 1)
   */
  public Neighbourhood on(Graph graph, LiftedPoints lifted, Tensor present) {
    Tensor receivers = graph.indexInput(name + RECEIVERS, Shape.of(edges), points);
    Tensor senders = graph.indexInput(name + SENDERS, Shape.of(edges), points);
    return Neighbourhood.of(
        lifted.pairs(receivers, senders),
        graph.input(mask(), Shape.of(edges, 1)),
        graph.indexInput(name + ROW_PTR, Shape.of(points + 1), edges + 1),
        receivers,
        senders,
        points,
        present,
        Optional.empty());
  }

  /**
   * Returns what to bind index leaves to, by their names.
   *
   * @throws IllegalArgumentException if there is no room for the lists, or they leave out points
   */
  public Map<String, int[]> indices(NeighbourLists lists) {
    if (lists.kept().isPresent() || lists.exchanged()) {
      throw new IllegalArgumentException("these lists leave out points");
    }
    int used = lists.senders().size();
    if (lists.to().rows().size() > points || used > edges) {
      throw new IllegalArgumentException(
          "%d edges of %d points do not fit in %d of %d"
              .formatted(used, lists.to().rows().size(), edges, points));
    }
    int[] rowPtr = Arrays.copyOf(lists.rowPtr().toArray(), points + 1);
    Arrays.fill(rowPtr, lists.rowPtr().size(), points + 1, used);
    rowPtr[points] = edges;
    return Map.of(
        name + ROW_PTR, rowPtr,
        name + RECEIVERS, NeighbourLists.receivers(rowPtr),
        name + SENDERS, Arrays.copyOf(lists.senders().toArray(), edges));
  }

  /** Returns the name of the real leaf that holds 1 for edges that exist, of shape (E, 1). */
  public String mask() {
    return name + ".mask";
  }
}
