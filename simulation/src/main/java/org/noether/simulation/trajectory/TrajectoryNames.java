package org.noether.simulation.trajectory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.noether.simulation.array.H5mdFile;

/**
 * What the arrays of a file of trajectories are called, and what it does not say itself.
 *
 * @param states the states, or the positions and the momenta, or all columns of a table in that
 *     order, or a group of particles of H5MD
 * @param times the times
 * @param parameters the parameters of the bodies; empty if there are none, and every body has mass
 *     1
 * @param bodies number of bodies of the largest systems, where the shapes do not tell it
 * @param sizes the numbers of bodies of systems that differ in it; if empty, {@code bodies} is, if
 *     there is one number for each system
 */
public record TrajectoryNames(
    List<String> states,
    String times,
    Optional<String> parameters,
    Optional<Integer> bodies,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> sizes) {
  /** Those of files that {@link TrajectoryGenerator#write} wrote. */
  public static final TrajectoryNames DEFAULT =
      new TrajectoryNames(
          List.of(TrajectoryLayout.STATES),
          TrajectoryLayout.TIMES,
          Optional.of(TrajectoryLayout.PARAMETERS),
          Optional.empty(),
          Optional.empty());

  /** Those of {@link H5mdFile}. */
  static final TrajectoryNames H5MD =
      new TrajectoryNames(
          List.of(H5mdFile.POSITIONS, H5mdFile.MOMENTA),
          H5mdFile.TIMES,
          Optional.of(H5mdFile.MASSES),
          Optional.empty(),
          Optional.empty());

  /** Names of systems that all have as many bodies, or have their numbers in {@code bodies}. */
  public TrajectoryNames(
      List<String> states, String times, Optional<String> parameters, Optional<Integer> bodies) {
    this(states, times, parameters, bodies, Optional.empty());
  }

  /** Whether all but the states are as in {@link #DEFAULT}. */
  boolean statesAlone() {
    return equals(
        new TrajectoryNames(states, DEFAULT.times(), DEFAULT.parameters(), Optional.empty()));
  }

  /** Checks that there are states. */
  public TrajectoryNames {
    states = List.copyOf(states);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("states need a name");
    }
    if (bodies.isPresent() && bodies.get() < 1) {
      throw new IllegalArgumentException(
          "there must be at least one body, not %d".formatted(bodies.get()));
    }
  }
}
