package org.noether.reports.task.dynamics;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.table.Block;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** A comparison with the true system, laid out for a terminal. */
final class EvaluationText {
  private static final int ROWS = 10;

  private EvaluationText() {}

  static void print(Evaluation evaluation, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "test MSE %.4g over %,d systems%n",
        evaluation.testMse(),
        evaluation.testSystems());
    out.printf(
        Locale.ROOT,
        "rollouts of %d systems against the true motion, geometric means:%n%n",
        evaluation.systems());
    tabulate(evaluation, out);
    out.println();
    evaluation.equivariance().ifPresent(equivariance -> tabulate(equivariance, out));
  }

  /** The errors at all times. */
  static Block.Table table(Evaluation evaluation) {
    return TaskReport.table(
        "Errors over time, geometric means over systems.",
        0,
        IntStream.range(0, evaluation.times().length).boxed().toList(),
        List.of(
            column("time", evaluation.times()),
            column("MSE", evaluation.mse().geometricMean()),
            column("state error", evaluation.stateError().geometricMean()),
            column("energy", evaluation.energyError().geometricMean()),
            column("momentum", evaluation.momentumError().geometricMean()),
            column("angular momentum", evaluation.angularMomentumError().geometricMean())));
  }

  /** A column of numbers, one for each time. */
  static Column<Integer> column(String title, double[] numbers) {
    return new Column<>(title, t -> String.valueOf(numbers[t]));
  }

  /** Prints the errors at times that are evenly spread. */
  static void tabulate(Evaluation evaluation, PrintWriter out) {
    out.printf(
        "%8s %12s %12s %12s %12s %12s%n",
        "time", "MSE", "state error", "energy", "momentum", "ang. mom.");
    int last = evaluation.times().length - 1;
    IntStream.rangeClosed(1, ROWS)
        .map(row -> Math.ceilDiv(last * row, ROWS))
        .distinct()
        .forEach(t ->
            out.printf(
                Locale.ROOT,
                "%8.2f %12.3g %12.3g %12.3g %12.3g %12.3g%n",
                evaluation.times()[t],
                evaluation.mse().geometricMean()[t],
                evaluation.stateError().geometricMean()[t],
                evaluation.energyError().geometricMean()[t],
                evaluation.momentumError().geometricMean()[t],
                evaluation.angularMomentumError().geometricMean()[t]));
  }

  /** Prints the errors under random maps of space. */
  static void tabulate(Equivariance equivariance, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "equivariance errors of dz/dt = f(z), rms of f(g z) - g f(z) over rms of f(z), for %d"
            + " random g%nof each kind at each of %d states:%n%n",
        equivariance.elements(),
        equivariance.systems());
    out.printf("%26s %12s %12s%n", "", "dz/dt", "forces");
    print(out, "translations", equivariance.translations());
    print(out, "rotations", equivariance.rotations());
    equivariance.own().ifPresent(own -> print(out, own.group(), own.errors()));
    if (equivariance.redrawing().rates() > 0) {
      print(out, "other random draws", equivariance.redrawing());
      out.printf(
          "%nThe network draws random numbers, the same for f(g z) as for f(z): it is equivariant"
              + " in distribution%nat best, and the last line says how much f(z) changes with other"
              + " draws.%n");
    }
    out.println();
  }

  private static void print(PrintWriter out, String what, Equivariance.Errors errors) {
    out.printf(Locale.ROOT, "%26s %12.3g %12.3g%n", what, errors.rates(), errors.forces());
  }
}
