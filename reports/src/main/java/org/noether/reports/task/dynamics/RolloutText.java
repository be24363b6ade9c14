package org.noether.reports.task.dynamics;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.MotionPredictor;
import org.noether.learning.task.dynamics.PredictedMotion;
import org.noether.reports.table.Block;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;
import org.noether.simulation.io.Count;

/** Predicted motions beside the true ones, laid out for a terminal. */
record RolloutText(MotionPredictor predictor, PredictedMotion motion) {
  private static final int ROWS = 10;

  void print(PrintWriter out) {
    int last = motion.times().length - 1;
    out.printf(
        Locale.ROOT,
        "%s on %s: %s of %.6g by the 3/8 rule; true motion by %s with the same step%n",
        predictor.network(),
        predictor.data().kind().id(),
        Count.of(last, "step"),
        predictor.step(),
        predictor.data().integrator().id());
    out.printf("systems followed: %,d; means:%n%n", motion.systems());
    out.printf("%10s %12s %12s %12s %12s%n", "time", "MSE", "state error", "energy", "true energy");
    IntStream.rangeClosed(1, ROWS)
        .map(row -> Math.ceilDiv(last * row, ROWS))
        .distinct()
        .forEach(t -> print(out, t));
    out.println();
    firstInfinite()
        .ifPresent(t ->
            out.printf(
                Locale.ROOT, "a prediction is not finite from time %.4g on%n", motion.times()[t]));
  }

  /** The errors at all times. */
  Block.Table table() {
    return TaskReport.table(
        "Errors over time, means over systems.",
        0,
        IntStream.range(0, motion.times().length).boxed().toList(),
        List.of(
            EvaluationTables.column("time", motion.times()),
            column("MSE", t -> mean(motion.mse(), t)),
            column("state error", t -> mean(motion.stateError(), t)),
            column("energy", t -> energyChange(motion.predictedInvariants(), t)),
            column("true energy", t -> energyChange(motion.trueInvariants(), t))));
  }

  private static Column<Integer> column(String title, IntToDoubleFunction number) {
    return new Column<>(title, t -> String.valueOf(number.applyAsDouble(t)));
  }

  private void print(PrintWriter out, int t) {
    out.printf(
        Locale.ROOT,
        "%10.4g %12.3g %12.3g %12.3g %12.3g%n",
        motion.times()[t],
        mean(motion.mse(), t),
        mean(motion.stateError(), t),
        energyChange(motion.predictedInvariants(), t),
        energyChange(motion.trueInvariants(), t));
  }

  private static double mean(double[][] values, int t) {
    return Arrays.stream(values).mapToDouble(each -> each[t]).average().orElseThrow();
  }

  /** The change of the true energy relative to the first, the mean over systems. */
  private static double energyChange(Map<String, double[][]> invariants, int t) {
    return Arrays.stream(invariants.getOrDefault("energy", new double[0][]))
        .mapToDouble(h -> Math.abs(h[t] - h[0]) / Math.abs(h[0]))
        .average()
        .orElse(Double.NaN);
  }

  private OptionalInt firstInfinite() {
    return IntStream.range(0, motion.times().length)
        .filter(t ->
            Arrays.stream(motion.predicted())
                .flatMapToDouble(states -> Arrays.stream(states[t]))
                .anyMatch(number -> !Double.isFinite(number)))
        .findFirst();
  }
}
