package org.noether.simulation.trajectory;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.noether.simulation.system.InitialValueProblem;

/** Draws the systems of a data set and integrates them; one thread's. */
final class SystemIntegrator {
  private static final int MOST_DRAWS = 100;

  private final GenerateRequest request;
  private final TrajectorySource source;
  private final double[] times;
  private final double[] state;
  private final double[] whole;

  SystemIntegrator(GenerateRequest request, TrajectorySource source) {
    this.request = request;
    this.source = source;
    times = request.times();
    state = new double[request.stateLength()];
    whole = request.limitsDrift() ? new double[times.length * state.length] : new double[0];
  }

  /**
   * Draws system {@code index} and integrates it. A system whose energy drifts too far is drawn
   * again.
   *
   * @param count how many states are wanted
   * @param states receives them
   */
  InitialValueProblem integrate(int index, int count, double[] states) {
    var draws = source.draws(index);
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      var problem = draws.get();
      if (!request.limitsDrift()) {
        integrate(problem, count, states);
        return problem;
      }
      integrate(problem, times.length, whole);
      if (energyDrift(index, problem, whole) <= request.maxDrift()) {
        System.arraycopy(whole, 0, states, 0, count * state.length);
        return problem;
      }
    }
    throw new IllegalArgumentException(
        "the energies of %d draws of system %d all drift by more than %s; allow more, or use a smaller time step or another integrator"
            .formatted(MOST_DRAWS, index, request.maxDrift()));
  }

  private void integrate(InitialValueProblem problem, int count, double[] states) {
    request
        .integrator()
        .integrate(problem.system(), problem.z0(), times, count, request.tolerance(), states);
  }

  /** The largest |H(t) - H(0)| / |H(0)| along a trajectory. */
  double energyDrift(int index, InitialValueProblem problem, double[] states) {
    ToDoubleFunction<double[]> energy = problem.system().energyFunction();
    double start = energy.applyAsDouble(problem.z0());
    double largest = 0;
    for (int at = 0; at < states.length; at += state.length) {
      System.arraycopy(states, at, state, 0, state.length);
      double change = Math.abs(energy.applyAsDouble(state) - start);
      if (Double.isNaN(change) || !Arrays.stream(state).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "the motion of system %d is not finite after t = %s; use a smaller time step or another integrator"
                .formatted(index, times[at / state.length]));
      }
      largest = Math.max(largest, change);
    }
    return largest > 0 ? largest / Math.abs(start) : 0;
  }

  /**
   * Follows the invariants along a trajectory.
   *
   * @param quantities what to follow
   * @param values receives the value of each at the beginning, then the largest change of each
   */
  void invariants(
      ConservedQuantities quantities,
      InitialValueProblem problem,
      double[] states,
      double[] values) {
    var invariants = quantities.of(problem.system());
    var functions =
        invariants.stream().map(each -> each.function().compiled(state.length)).toList();
    int n = invariants.size();
    for (int i = 0; i < n; i++) {
      values[i] = functions.get(i).applyAsDouble(problem.z0());
      values[n + i] = 0;
    }
    for (int at = 0; at < states.length; at += state.length) {
      System.arraycopy(states, at, state, 0, state.length);
      for (int i = 0; i < n; i++) {
        double change = Math.abs(functions.get(i).applyAsDouble(state) - values[i]);
        values[n + i] = Math.max(values[n + i], change);
      }
    }
  }
}
