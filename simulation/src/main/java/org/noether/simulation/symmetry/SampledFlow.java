package org.noether.simulation.symmetry;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PhaseFunction;

/**
 * Rates of change dz/dt = f(z) at random states. The norm |x| of a rate x is that of its elements
 * relative to the spread of the states, so that it does not depend on units.
 *
 * @param states states z, shape (states, 2 n)
 * @param times times at which quantities that depend on time are tested, one for each state, of the
 *     order of the time in which states change
 * @param spread typical size of each element of a state
 * @param rates f at each state
 * @param roundOff bound on the error of each rate, relative to its norm
 */
@SuppressWarnings("ArrayRecordComponent")
public record SampledFlow(
    double[][] states, double[] times, double[] spread, double[][] rates, double[] roundOff) {
  /** Operations that one term of a derivative takes, with those of its factors. */
  private static final int OPERATIONS_PER_TERM = 8;

  private static final double UNIT_ROUND_OFF = 0x1p-53;

  /** Relative change of a state by which the condition of the rates is measured. */
  private static final double PERTURBATION = 0x1p-20;

  /** Samples Hamilton's equations of a system, derived from its energy. */
  public static SampledFlow of(
      HamiltonianSystem system, double[][] states, RandomGenerator random) {
    return of(system, states, z -> hamilton(system, z), random);
  }

  /** Samples the equations of motion as the system gives them. */
  public static SampledFlow ofMotion(
      HamiltonianSystem system, double[][] states, RandomGenerator random) {
    return of(system, states, z -> system.computeDerivatives(0, z), random);
  }

  private static SampledFlow of(
      HamiltonianSystem system,
      double[][] states,
      UnaryOperator<double[]> rates,
      RandomGenerator random) {
    double operations = (double) OPERATIONS_PER_TERM * system.getDimension();
    return of(
        states, zs -> Arrays.stream(zs).map(rates).toArray(double[][]::new), operations, random);
  }

  /**
   * Samples any rates of change. The bound on their round-off is {@code operations} times 2^-53
   * times (1 + c), where c is the condition of the rates at a state: the relative change of f by a
   * relative change of z in random directions, divided by the latter.
   *
   * @param flow gives the rates of many states
   * @param operations how many roundings add up in an element of f, in double precision
   */
  public static SampledFlow of(
      double[][] states,
      UnaryOperator<double[][]> flow,
      double operations,
      RandomGenerator random) {
    double[] spread = States.spread(states);
    var perturbed = new double[states.length][];
    var times = new double[states.length];
    for (int s = 0; s < states.length; s++) {
      perturbed[s] = states[s].clone();
      for (int i = 0; i < perturbed[s].length; i++) {
        perturbed[s][i] *= random.nextBoolean() ? 1 + PERTURBATION : 1 - PERTURBATION;
      }
      times[s] = random.nextGaussian();
    }
    double[][] rates = flow.apply(states);
    double[][] changed = flow.apply(perturbed);
    var roundOff = new double[states.length];
    for (int s = 0; s < states.length; s++) {
      double norm = norm(rates[s], spread);
      double[] difference = new double[spread.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = changed[s][i] - rates[s][i];
      }
      double condition = norm == 0 ? 0 : norm(difference, spread) / norm / PERTURBATION;
      roundOff[s] = operations * UNIT_ROUND_OFF * (1 + condition);
    }
    var sampled = new SampledFlow(states, times, spread, rates, roundOff);
    double rate = sampled.rate();
    Arrays.setAll(times, s -> rate > 0 ? times[s] / rate : times[s]);
    return sampled;
  }

  /** The first states of this. */
  SampledFlow first(int count) {
    return new SampledFlow(
        Arrays.copyOf(states, count),
        Arrays.copyOf(times, count),
        spread,
        Arrays.copyOf(rates, count),
        Arrays.copyOf(roundOff, count));
  }

  /** Hamilton's equations (dH/dp, -dH/dq) by automatic differentiation of the energy. */
  static double[] hamilton(HamiltonianSystem system, double[] z) {
    int dof = z.length / 2;
    PhaseFunction energy = system::energy;
    double[] slope = energy.gradient(z);
    var rates = new double[z.length];
    for (int i = 0; i < dof; i++) {
      rates[i] = slope[dof + i];
      rates[dof + i] = -slope[i];
    }
    return rates;
  }

  static Gradient[] variables(double[] z, int parameters) {
    var variables = new Gradient[z.length];
    Arrays.setAll(variables, i -> Gradient.variable(parameters, i, z[i]));
    return variables;
  }

  /** How fast the motion is: the median over states of the norm of f per element of a state. */
  double rate() {
    double[] norms = IntStream.range(0, states.length).mapToDouble(this::norm).sorted().toArray();
    return norms[norms.length / 2] / Math.sqrt(spread.length);
  }

  /** The norm of the rate at a state. */
  double norm(int state) {
    return norm(rates[state], spread);
  }

  /** The norm of a rate of change, with the spread of the states as unit. */
  static double norm(double[] rates, double[] spread) {
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      double relative = rates[i] / spread[i];
      sum += relative * relative;
    }
    return Math.sqrt(sum);
  }
}
