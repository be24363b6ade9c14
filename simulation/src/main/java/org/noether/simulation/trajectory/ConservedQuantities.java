package org.noether.simulation.trajectory;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.noether.simulation.symmetry.SampledFlow;
import org.noether.simulation.symmetry.States;
import org.noether.simulation.symmetry.Violation;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PointMassSystem;

/**
 * What the systems of a data set conserve: the energy and what their author states, and of bodies
 * in space those momenta that belong to a symmetry, whether they are stated or not.
 */
public final class ConservedQuantities {
  private static final int STATES = 10;

  private final Set<String> momenta;

  private ConservedQuantities(Set<String> momenta) {
    this.momenta = momenta;
  }

  /**
   * Tests the momenta of the first of the largest systems at random states, the same every time.
   */
  public static ConservedQuantities of(GenerateRequest request) {
    var source = new TrajectorySource(request);
    int index = request.sizes().indexOf(request.bodies());
    InitialValueProblem first = source.problem(index);
    if (!(first.system() instanceof PointMassSystem bodies)) {
      return new ConservedQuantities(Set.of());
    }
    var random = new SplittableRandom(0);
    var draws = source.draws(index);
    var states =
        States.draw(
            STATES,
            () -> draws.get().z0(),
            z -> Arrays.stream(bodies.computeDerivatives(0, z)).allMatch(Double::isFinite),
            random);
    var flow = SampledFlow.ofMotion(bodies, states, random);
    return new ConservedQuantities(
        bodies.momentumIntegrals().stream()
            .filter(momentum -> Violation.of(momentum, flow).holds())
            .map(Invariant::name)
            .collect(Collectors.toSet()));
  }

  /** The quantities of one of the systems, the energy first. */
  public List<Invariant> of(HamiltonianSystem system) {
    var stated = system.invariants();
    if (!(system instanceof PointMassSystem bodies)) {
      return stated;
    }
    var names = stated.stream().map(Invariant::name).collect(Collectors.toSet());
    return Stream.concat(
            stated.stream(),
            bodies.momentumIntegrals().stream()
                .filter(each -> momenta.contains(each.name()) && !names.contains(each.name())))
        .toList();
  }
}
