package org.noether.simulation.trajectory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.noether.simulation.integrate.Ensemble;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.InitialValueProblem;
import org.noether.simulation.system.Invariant;

/** Draws the systems of a data set and integrates them; one thread's. */
final class SystemIntegrator {
  private static final int MOST_DRAWS = 100;

  /** Trajectories are computed together up to about this size, to stay in the processor's cache. */
  private static final int TOGETHER_BYTES = 1 << 20;

  private static final int MOST_TOGETHER = 256;

  private final GenerateRequest request;
  private final TrajectorySource source;
  private final double[] times;

  SystemIntegrator(GenerateRequest request, TrajectorySource source) {
    this.request = request;
    this.source = source;
    times = request.times();
  }

  /** How many systems are best integrated together. */
  static int together(GenerateRequest request) {
    long bytes = (long) request.points() * request.stateLength() * Double.BYTES;
    return Math.toIntExact(Math.clamp(TOGETHER_BYTES / bytes, 1, MOST_TOGETHER));
  }

  /**
   * Draws consecutive systems and integrates them, those of one size together. A system whose
   * energy drifts too far is drawn again.
   *
   * @param first the first system
   * @param states receives consecutive states of each system, as many as there is room for
   */
  List<InitialValueProblem> integrate(int first, double[][] states) {
    List<InitialValueProblem> problems = new ArrayList<>();
    for (int i = 0; i < states.length; i++) {
      problems.add(source.problem(first + i));
    }
    Map<Integer, List<Integer>> bySize =
        IntStream.range(0, states.length)
            .boxed()
            .collect(Collectors.groupingBy(i -> problems.get(i).z0().length));
    bySize.forEach((length, alike) -> {
      var own = new ArrayList<>(alike.stream().map(problems::get).toList());
      integrate(
          alike.stream().mapToInt(i -> first + i).toArray(),
          own,
          alike.stream().map(i -> states[i]).toArray(double[][]::new),
          length);
      for (int k = 0; k < own.size(); k++) {
        problems.set(alike.get(k), own.get(k));
      }
    });
    return problems;
  }

  /** Integrates systems of one size, and draws again where that is due. */
  private void integrate(
      int[] systems, List<InitialValueProblem> problems, double[][] states, int length) {
    var whole = request.limitsDrift() ? new double[states.length][times.length * length] : states;
    try {
      new Ensemble(
              problems.stream().map(InitialValueProblem::system).toList(),
              problems.stream().map(InitialValueProblem::z0).toList())
          .integrate(request.integrator(), times, request.tolerance(), whole);
    } catch (MathRuntimeException e) {
      if (!request.limitsDrift()) {
        throw explained(e, systems, problems, whole);
      }
      for (int i = 0; i < states.length; i++) {
        if (!isIntegrated(problems.get(i), whole[i])) {
          problems.set(i, redraw(systems[i], whole[i]));
        }
      }
    }
    if (request.limitsDrift()) {
      var energies = follow(_ -> List.of(), problems, whole);
      for (int i = 0; i < states.length; i++) {
        if (energyDrift(systems[i], problems.get(i), whole[i], energies, i) > request.maxDrift()) {
          problems.set(i, redraw(systems[i], whole[i]));
        }
        System.arraycopy(whole[i], 0, states[i], 0, states[i].length);
      }
    }
  }

  /** Finds which system an integrator failed for, and why. */
  private RuntimeException explained(
      MathRuntimeException failure,
      int[] systems,
      List<InitialValueProblem> problems,
      double[][] to) {
    for (int i = 0; i < problems.size(); i++) {
      var problem = problems.get(i);
      if (!Double.isFinite(problem.system().energy(problem.z0()))) {
        return new IllegalArgumentException(
            "the energy of system %d is not finite in the state where it starts, z = %s"
                .formatted(systems[i], Arrays.toString(problem.z0())),
            failure);
      }
      try {
        integrate(problem, to[i]);
      } catch (MathRuntimeException e) {
        return new IllegalArgumentException(
            "%s finds no next state of system %d (%s); use a smaller time step or another integrator, or limit the drift of the energy to draw such systems again"
                .formatted(request.integrator().id(), systems[i], e.getMessage()),
            failure);
      }
    }
    return failure;
  }

  private boolean isIntegrated(InitialValueProblem problem, double[] states) {
    try {
      integrate(problem, states);
      return true;
    } catch (MathRuntimeException e) {
      return false;
    }
  }

  private void integrate(InitialValueProblem problem, double[] states) {
    int points = states.length / problem.z0().length;
    request
        .integrator()
        .integrate(problem.system(), problem.z0(), times, points, request.tolerance(), states);
  }

  /** Draws a system until its energy does not drift too far; receives its states. */
  private InitialValueProblem redraw(int index, double[] whole) {
    var draws = source.draws(index);
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      var problem = draws.get();
      if (isIntegrated(problem, whole)
          && energyDrift(index, problem, whole) <= request.maxDrift()) {
        return problem;
      }
    }
    throw new IllegalArgumentException(
        "the energies of %d draws of system %d all drift by more than %s; allow more, or use a smaller time step or another integrator"
            .formatted(MOST_DRAWS, index, request.maxDrift()));
  }

  /**
   * Follows the energies, and other quantities, along trajectories.
   *
   * @param quantities what to follow besides the energy
   * @param states the states of each system at all times
   */
  FollowedFunctions follow(
      Function<HamiltonianSystem, List<Invariant>> quantities,
      List<InitialValueProblem> problems,
      double[][] states) {
    List<List<ToDoubleFunction<double[]>>> functions = new ArrayList<>();
    for (var problem : problems) {
      List<ToDoubleFunction<double[]>> own = new ArrayList<>();
      own.add(problem.system().energyFunction());
      for (var quantity : quantities.apply(problem.system())) {
        own.add(quantity.function().compiled(problem.z0().length));
      }
      functions.add(own);
    }
    return new FollowedFunctions(functions, states, times.length);
  }

  /**
   * The largest |H(t) - H(0)| / |H(0)| along a trajectory.
   *
   * @param followed what {@link #follow} found, of this system at {@code place}
   * @return infinity if the motion is not finite and the drift is limited
   * @throws IllegalArgumentException if the motion is not finite otherwise
   */
  double energyDrift(
      int index,
      InitialValueProblem problem,
      double[] states,
      FollowedFunctions followed,
      int place) {
    double largest = followed.changes(place)[0];
    return Double.isNaN(largest)
        ? energyDrift(index, problem, states)
        : relative(largest, followed.starts(place)[0]);
  }

  private static double relative(double largest, double start) {
    return largest > 0 ? largest / Math.abs(start) : 0;
  }

  private double energyDrift(int index, InitialValueProblem problem, double[] states) {
    ToDoubleFunction<double[]> energy = problem.system().energyFunction();
    double start = energy.applyAsDouble(problem.z0());
    double largest = 0;
    var state = new double[problem.z0().length];
    for (int at = 0; at < states.length; at += state.length) {
      System.arraycopy(states, at, state, 0, state.length);
      double change = Math.abs(energy.applyAsDouble(state) - start);
      boolean finite = Double.isFinite(change) && Arrays.stream(state).allMatch(Double::isFinite);
      if (!finite && request.limitsDrift()) {
        return Double.POSITIVE_INFINITY;
      }
      if (!finite) {
        throw new IllegalArgumentException(
            "the motion of system %d is not finite after t = %s; use a smaller time step or another integrator"
                .formatted(index, times[at / state.length]));
      }
      largest = Math.max(largest, change);
    }
    return relative(largest, start);
  }
}
