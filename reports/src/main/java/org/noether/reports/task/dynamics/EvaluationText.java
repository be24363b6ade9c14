package org.noether.reports.task.dynamics;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.Evaluation.Conserved;
import org.noether.learning.task.dynamics.Evaluation.Curve;
import org.noether.learning.task.dynamics.Evaluation.OfSize;
import org.noether.simulation.io.Count;

/** A comparison with the true system, laid out for a terminal. */
final class EvaluationText {
  private static final int ROWS = 10;

  private EvaluationText() {}

  static void print(Evaluation evaluation, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "test MSE %.4g over %s%n",
        evaluation.testMse(),
        Count.of(evaluation.testSystems(), "system"));
    out.printf(
        Locale.ROOT,
        "rollouts of %s against the true motion, geometric means:%n%n",
        Count.of(evaluation.systems(), "system"));
    tabulate(evaluation, out);
    out.println();
    evaluation.sizes().ifPresent(sizes -> tabulate(sizes, out));
    evaluation.conserved().ifPresent(all -> tabulate(all, evaluation.times(), out));
    evaluation.equivariance().ifPresent(equivariance -> tabulate(equivariance, out));
  }

  /** What is compared over time; momenta of bodies where the true system conserves them. */
  static Map<String, Curve> errors(Evaluation evaluation, String angularMomentum) {
    var errors = new LinkedHashMap<String, Curve>();
    errors.put("MSE", evaluation.mse());
    errors.put("state error", evaluation.stateError());
    errors.put("energy", evaluation.energyError());
    if (evaluation.conservesTotal("momentum")) {
      errors.put("momentum", evaluation.momentumError());
    }
    if (evaluation.conservesTotal("angular momentum")) {
      errors.put(angularMomentum, evaluation.angularMomentumError());
    }
    return errors;
  }

  /** Prints the errors at times that are evenly spread. */
  static void tabulate(Evaluation evaluation, PrintWriter out) {
    var errors = errors(evaluation, "ang. mom.");
    out.printf("%8s", "time");
    errors.keySet().forEach(title -> out.printf(" %12s", title));
    out.println();
    int last = evaluation.times().length - 1;
    IntStream.rangeClosed(1, ROWS)
        .map(row -> Math.ceilDiv(last * row, ROWS))
        .distinct()
        .forEach(t -> {
          out.printf(Locale.ROOT, "%8.3g", evaluation.times()[t]);
          errors
              .values()
              .forEach(curve -> out.printf(Locale.ROOT, " %12.3g", curve.geometricMean()[t]));
          out.println();
        });
  }

  /** Prints how the errors depend on the number of bodies. */
  private static void tabulate(List<OfSize> sizes, PrintWriter out) {
    out.println("by number of bodies: geometric means of the state's error over all times, and of");
    out.printf("the energy's at the end:%n%n");
    out.printf(
        "%8s %10s %12s %10s %12s %12s%n",
        "bodies", "systems", "test MSE", "rollouts", "state error", "energy");
    for (OfSize size : sizes) {
      out.printf(
          Locale.ROOT,
          "%8d %,10d %12.4g %,10d %12s %12s%n",
          size.bodies(),
          size.testSystems(),
          size.testMse(),
          size.systems(),
          number(size.stateError()),
          number(size.energyError()));
    }
    out.println();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
  }

  /** Prints how far each conserved quantity has changed. */
  private static void tabulate(List<Conserved> all, double[] times, PrintWriter out) {
    int last = times.length - 1;
    out.printf(
        Locale.ROOT,
        "what the true system conserves: |J(t) - J(0)| at time %.3g, geometric means:%n%n",
        times[last]);
    out.printf("%26s %12s %12s %12s%n", "J", "mean |J(0)|", "predicted", "true motion");
    for (Conserved quantity : all) {
      out.printf(
          Locale.ROOT,
          "%26s %12.3g %12.3g %12.3g%n",
          quantity.name(),
          quantity.size(),
          quantity.predicted().geometricMean()[last],
          quantity.truth().geometricMean()[last]);
    }
    out.println();
  }

  /** Prints the errors under random maps of space. */
  static void tabulate(Equivariance equivariance, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "equivariance errors of dz/dt = f(z), rms of f(g z) - g f(z) over rms of f(z), for %d"
            + " random g%nof each kind at %s:%n%n",
        equivariance.elements(),
        equivariance.systems() == 1
            ? "one state"
            : "each of %d states".formatted(equivariance.systems()));
    out.printf("%26s %12s %12s%n", "", "dz/dt", "forces");
    byMaps(equivariance)
        .forEach((maps, errors) ->
            out.printf(Locale.ROOT, "%26s %12.3g %12.3g%n", maps, errors.rates(), errors.forces()));
    if (equivariance.redrawing().rates() > 0) {
      out.printf(
          "%nThe network draws random numbers, the same for f(g z) as for f(z): it is equivariant"
              + " in distribution%nat best, and the last line says how much f(z) changes with other"
              + " draws.%n");
    }
    out.println();
  }

  /** The equivariance errors by kinds of maps; of other random draws where they matter. */
  static Map<String, Equivariance.Errors> byMaps(Equivariance equivariance) {
    var errors = new LinkedHashMap<String, Equivariance.Errors>();
    errors.put("translations", equivariance.translations());
    equivariance.rotations().ifPresent(rotations -> errors.put("rotations", rotations));
    equivariance.own().ifPresent(own -> errors.put(own.group(), own.errors()));
    if (equivariance.redrawing().rates() > 0) {
      errors.put("other random draws", equivariance.redrawing());
    }
    return errors;
  }
}
