package org.noether.learning.cloud;

import java.util.Optional;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.Pairs;
import org.noether.learning.tensor.Tensor;

/** Points of space lifted to a group, of which the features of any edge can be made. */
public final class LiftedPoints {
  private final LieGroup group;
  private final Tensor positions;
  private final Optional<Tensor> elements;

  private LiftedPoints(LieGroup group, Tensor positions, Optional<Tensor> elements) {
    this.group = group;
    this.positions = positions;
    this.elements = elements;
  }

  /**
   * Lifts each position to one element.
   *
   * @param positions of shape (P, repDim)
   * @throws IllegalArgumentException if positions lift to many elements
   */
  public static LiftedPoints of(LieGroup group, Tensor positions) {
    if (group.stabiliserDim() > 0) {
      throw new IllegalArgumentException(
          group.name() + ": positions lift to many elements; say which, by the stabiliser's");
    }
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

  /** Returns the group. */
  public LieGroup group() {
    return group;
  }

  /** Returns the positions of the points, of shape (P, repDim). */
  public Tensor positions() {
    return positions;
  }

  /** Returns the elements that points lift to, of shape (P, m, m), if there were others. */
  public Optional<Tensor> elements() {
    return elements;
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
