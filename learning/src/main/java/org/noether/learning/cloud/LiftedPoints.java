package org.noether.learning.cloud;

import java.util.Optional;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.tensor.Tensor;

/**
 * Points lifted to a group, from which the features of any edge are computed.
 *
 * @param group the group
 * @param positions the positions of the points, of shape (P, repDim)
 * @param elements the elements that the points lift to, of shape (P, m, m); empty if each position
 *     lifts to one element only
 */
public record LiftedPoints(LieGroup group, Tensor positions, Optional<Tensor> elements) {

  /**
   * Checks the elements.
   *
   * @throws IllegalArgumentException if there are none, but positions lift to many
   */
  public LiftedPoints {
    if (elements.isEmpty() && group.stabiliserDim() > 0) {
      throw new IllegalArgumentException(
          group.name() + ": positions lift to many elements; say which, by the stabiliser's");
    }
  }

  /**
   * Lifts each position, of shape (P, repDim), to one element.
   *
   * @throws IllegalArgumentException if positions lift to many elements
   */
  public static LiftedPoints of(LieGroup group, Tensor positions) {
    return new LiftedPoints(group, positions, Optional.empty());
  }

  /**
   * Lifts each position to s elements, which become P s points, those of one position one after the
   * other. Where all points of a cloud should be lifted with the same elements, as in SE3 with
   * {@code per_point=False}, the caller gives them the same.
   *
   * @param positions of shape (P, repDim)
   * @param stabiliser elements of the group's stabiliser, of shape (P, s, m, m)
   */
  public static LiftedPoints of(LieGroup group, Tensor positions, Tensor stabiliser) {
    int count = stabiliser.shape().extent(0);
    int samples = stabiliser.shape().extent(1);
    int m = stabiliser.shape().extent(2);
    Tensor elements =
        group.lift(positions.reshape(count, 1, -1), stabiliser.reshape(count, 1, samples, m, m));
    return new LiftedPoints(
        group,
        Pairs.repeated(positions.reshape(1, count, -1), samples).reshape(count * samples, -1),
        Optional.of(elements.reshape(count * samples, m, m)));
  }

  /**
   * Returns the features of edges.
   *
   * @param first indices of shape (E): the points i
   * @param second indices of shape (E): the points j
   * @return of shape (E, pairDim)
   */
  public Tensor pairs(Tensor first, Tensor second) {
    if (elements.isEmpty()) {
      return group.pair(positions.gather(first), positions.gather(second));
    }
    Tensor u = elements.get();
    Tensor orbits = group.orbits(positions);
    return Pairs.ofLifts(
        group, u.gather(first), orbits.gather(first), u.gather(second), orbits.gather(second));
  }

  /** Returns the distances of edges, of shape (E, 1), through which no gradient passes. */
  public Tensor distances(Tensor first, Tensor second) {
    return group.distance(pairs(first, second).detach());
  }
}
