package org.noether.learning.task.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.PointMassSystem;

/**
 * The errors of one learned rollout over time, as defined by {@link Evaluation}.
 *
 * @param mse the squared error of the state, averaged over its components
 * @param state the relative error of the state
 * @param energy the relative error of the true energy along the learned rollout
 * @param trueEnergy the same along the true one
 * @param momentum the change of the total momentum along the learned rollout; zero without point
 *     masses
 * @param angularMomentum the same of the total angular momentum
 */
record RolloutErrors(
    double[] mse,
    double[] state,
    double[] energy,
    double[] trueEnergy,
    double[] momentum,
    double[] angularMomentum) {
  static RolloutErrors of(HamiltonianSystem system, double[][] truth, double[][] learned) {
    double[] mse = new double[truth.length];
    double[] state = new double[truth.length];
    for (int i = 0; i < state.length; i++) {
      double sum = norm(learned[i]) + norm(truth[i]);
      double distance = norm(difference(learned[i], truth[i]));
      mse[i] = distance * distance / truth[i].length;
      double error = sum == 0 ? 0 : distance / sum;
      // A rollout that is no longer finite has the largest error.
      state[i] = Double.isFinite(error) ? error : 1;
    }
    return new RolloutErrors(
        mse,
        state,
        relativeChange(learned, system::energy),
        relativeChange(truth, system::energy),
        change(learned, of(system, PointMassSystem::linearMomentum)),
        change(learned, of(system, PointMassSystem::angularMomentum)));
  }

  private static Function<double[], double[]> of(
      HamiltonianSystem system, BiFunction<PointMassSystem, double[], double[]> momentum) {
    return state ->
        system instanceof PointMassSystem points ? momentum.apply(points, state) : new double[0];
  }

  /** Returns the geometric mean over the times after the first of the state's error. */
  double meanState() {
    return Math.exp(Arrays.stream(state, 1, state.length).map(Math::log).average().orElseThrow());
  }

  /** Returns the mean and the geometric mean of one of the errors. */
  static Evaluation.Curve curve(
      List<RolloutErrors> errors, Function<RolloutErrors, double[]> which) {
    return curve(errors.stream().map(which).toArray(double[][]::new));
  }

  /** Returns the mean and the geometric mean of values over time, shape (systems, times). */
  static Evaluation.Curve curve(double[][] systems) {
    double[] mean = new double[systems[0].length];
    double[] logMean = new double[mean.length];
    for (double[] values : systems) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[i] / systems.length;
        logMean[i] += Math.log(values[i]) / systems.length;
      }
    }
    for (int i = 0; i < mean.length; i++) {
      logMean[i] = Math.exp(logMean[i]);
    }
    return new Evaluation.Curve(mean, logMean);
  }

  /** Returns the quartiles over the systems of one of the errors. */
  static Evaluation.Quartiles quartiles(
      List<RolloutErrors> errors, Function<RolloutErrors, double[]> which) {
    double[][] systems = errors.stream().map(which).toArray(double[][]::new);
    return new Evaluation.Quartiles(percentile(systems, 25), percentile(systems, 75));
  }

  /** A percentile over the systems at each time: definition 7 of Hyndman and Fan, 1996. */
  private static double[] percentile(double[][] systems, double percent) {
    var percentile =
        new Percentile(percent)
            .withEstimationType(Percentile.EstimationType.R_7)
            .withNaNStrategy(NaNStrategy.MAXIMAL);
    return IntStream.range(0, systems[0].length)
        .mapToDouble(t -> percentile.evaluate(over(systems, t)))
        .toArray();
  }

  private static double[] over(double[][] systems, int time) {
    return Arrays.stream(systems).mapToDouble(values -> values[time]).toArray();
  }

  private static double[] relativeChange(double[][] states, ToDoubleFunction<double[]> quantity) {
    double first = quantity.applyAsDouble(states[0]);
    double[] change = new double[states.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = Math.abs(quantity.applyAsDouble(states[i]) - first) / Math.abs(first);
    }
    return change;
  }

  private static double[] change(double[][] states, Function<double[], double[]> quantity) {
    double[] first = quantity.apply(states[0]);
    double[] change = new double[states.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = norm(difference(quantity.apply(states[i]), first));
    }
    return change;
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double number : x) {
      sum += number * number;
    }
    return Math.sqrt(sum);
  }
}
