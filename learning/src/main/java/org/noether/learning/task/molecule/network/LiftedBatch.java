package org.noether.learning.task.molecule.network;

import java.util.List;
import org.noether.learning.cloud.NeighbourLists;

/**
 * What was chosen for a batch.
 *
 * @param lifts the uniform numbers that chose what atoms lift to (not to be changed)
 * @param lists the different lists of neighbours
 * @param listOf for each convolution, or for a network without any, which of them it takes
 * @param radii the balls' radii of each convolution, for the next batch of a training
 */
public record LiftedBatch(
    double[] lifts, List<NeighbourLists> lists, List<Integer> listOf, List<Double> radii) {

  /** Returns the number of edges of each list. */
  public List<Integer> edges() {
    return lists.stream().map(list -> list.senders().size()).toList();
  }
}
