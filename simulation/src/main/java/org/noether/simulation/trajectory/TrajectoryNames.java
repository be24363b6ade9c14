package org.noether.simulation.trajectory;

import java.util.List;
import java.util.Optional;

/**
 * What the arrays of a file of trajectories are called, and what it does not say itself.
 *
 * @param states the states, or the positions and the momenta
 * @param times the times
 * @param parameters the parameters of the bodies; empty if there are none, and every body has mass
 *     1
 * @param bodies number of bodies, where the shapes do not tell it
 */
public record TrajectoryNames(
    List<String> states, String times, Optional<String> parameters, Optional<Integer> bodies) {
  /** Those of files that {@link TrajectoryGenerator#write} wrote. */
  public static final TrajectoryNames DEFAULT =
      new TrajectoryNames(
          List.of(TrajectoryLayout.STATES),
          TrajectoryLayout.TIMES,
          Optional.of(TrajectoryLayout.PARAMETERS),
          Optional.empty());

  /** Checks that there are one or two arrays of states. */
  public TrajectoryNames {
    states = List.copyOf(states);
    if (states.isEmpty() || states.size() > 2) {
      throw new IllegalArgumentException(
          "states are one array, or positions and momenta, not %d arrays".formatted(states.size()));
    }
    if (bodies.isPresent() && bodies.get() < 1) {
      throw new IllegalArgumentException(
          "there must be at least one body, not %d".formatted(bodies.get()));
    }
  }
}
