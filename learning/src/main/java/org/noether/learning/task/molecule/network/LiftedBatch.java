package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.cloud.NeighbourLists;

/**
 * The lifts and neighbours chosen for a batch.
 *
 * @param lifts the uniform numbers that chose what atoms lift to (not to be changed)
 * @param lists the lists of neighbours, without repetitions
 * @param listOf for each convolution, or once for a network without any, the index of its list
 * @param radii the balls' radii of each convolution, for the next batch of a training
 */
public record LiftedBatch(
    double[] lifts, List<NeighbourLists> lists, List<Integer> listOf, List<Double> radii) {

  /** Returns the number of edges of each list. */
  public List<Integer> edges() {
    return lists.stream().map(list -> list.senders().size()).toList();
  }
}
