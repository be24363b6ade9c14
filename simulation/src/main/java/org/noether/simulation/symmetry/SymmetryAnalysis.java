package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.integrate.Separability;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;

/**
 * The symmetries of one system: known generators, tested at random states, and those that searches
 * found, each with the drift of what it conserves along a trajectory.
 *
 * @param states number of random states that known generators were tested at
 * @param known time translation first
 * @param searches one for each family that is not too large
 * @param skipped families with more than {@link #MOST_UNKNOWNS} unknowns
 * @param trajectory the motion along which conserved quantities were followed; empty if it is not
 *     finite
 */
public record SymmetryAnalysis(
    int states,
    List<Tested> known,
    List<Found> searches,
    List<Skipped> skipped,
    Optional<Trajectory> trajectory) {
  /** Unknowns up to which a singular value decomposition takes seconds. */
  public static final int MOST_UNKNOWNS = 400;

  /**
   * A generator that was tested.
   *
   * @param drift drift of its conserved quantity; empty if it is no symmetry or was not followed
   */
  public record Tested(Generator generator, Violation violation, Optional<Drift> drift) {}

  /**
   * A search that was left out.
   *
   * @param unknowns how many it has
   */
  public record Skipped(Family family, long unknowns) {}

  /**
   * What a search found.
   *
   * @param symmetries the symmetries it found, each tested at states of its own
   */
  public record Found(LinearSearch search, List<Tested> symmetries) {}

  /**
   * Analyses a system.
   *
   * @param problem the system, and where the motion starts along which quantities are followed
   * @param draw draws states
   * @param times the times of that motion, if it is finite and changes states neither much slower
   *     nor much faster; others that suit it otherwise
   * @param integrator what integrates it
   * @param states number of random states for tests
   * @param more generators of a user's own to test besides the known ones
   * @throws IllegalArgumentException if the energy is not finite at most states
   */
  public static SymmetryAnalysis of(
      InitialValueProblem problem,
      Supplier<double[]> draw,
      double[] times,
      Integrators integrator,
      int states,
      List<? extends Generator> more,
      RandomGenerator random) {
    var system = problem.system();
    var coordinates = Coordinates.of(system);
    var families =
        Stream.of(Family.values())
            .filter(family -> family != Family.ALIKE || coordinates.ofBodies())
            .toList();
    var searched = families.stream().filter(f -> f.size(coordinates) <= MOST_UNKNOWNS).toList();
    int needed =
        searched.stream()
            .mapToInt(family -> LinearSearch.statesFor(family, coordinates, states))
            .max()
            .orElse(states);
    var flow =
        SampledFlow.of(system, States.draw(needed, draw, z -> isUsable(system, z), random), random);
    Separability.demand(integrator, system, flow.states()[0], flow.states()[1]);
    var trajectory = Trajectory.suited(system, problem.z0(), times, integrator, flow.rate());
    var test = new Tests(flow.first(states), trajectory);
    var known = new ArrayList<Generator>(List.of(new TimeTranslation(system)));
    known.addAll(new KnownGenerators(coordinates).all());
    known.add(new Dilation(system));
    system.integrals().forEach(integral -> known.add(new AuthorsIntegral(integral)));
    known.addAll(more);
    var searches =
        searched.stream()
            .map(family ->
                LinearSearch.of(
                    family,
                    coordinates,
                    flow.first(LinearSearch.statesFor(family, coordinates, states))))
            .map(search -> new Found(search, test.all(search.symmetries())))
            .toList();
    return new SymmetryAnalysis(
        states,
        test.all(known),
        searches,
        families.stream()
            .filter(family -> !searched.contains(family))
            .map(family -> new Skipped(family, family.size(coordinates)))
            .toList(),
        trajectory);
  }

  private static boolean isUsable(HamiltonianSystem system, double[] z) {
    return Double.isFinite(system.energy(z))
        && Arrays.stream(SampledFlow.hamilton(system, z)).allMatch(Double::isFinite);
  }

  private record Tests(SampledFlow flow, Optional<Trajectory> trajectory) {
    List<Tested> all(List<? extends Generator> generators) {
      return generators.stream().map(this::one).toList();
    }

    private Tested one(Generator generator) {
      Violation violation = Violation.of(generator, flow);
      return new Tested(
          generator,
          violation,
          trajectory.filter(_ -> violation.holds()).map(motion -> Drift.of(generator, motion)));
    }
  }
}
