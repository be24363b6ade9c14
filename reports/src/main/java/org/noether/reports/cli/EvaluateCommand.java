package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.learning.train.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code noether evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Compare a trained network with the true system over long rollouts.",
      "",
      "Prints, and writes to evaluation.json in the run's folder, the error of the state over"
          + " time,",
      "how well energy, momentum and angular momentum are conserved, and how far the network is",
      "from following translations, rotations and its own group (equivariance)."
    },
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether evaluate runs/springs-HFC-1",
      "  noether evaluate runs/springs-HFC-1 --systems 200 --steps 100",
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int ROWS = 10;
  private static final int PERCENT = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Option(
      names = "--systems",
      paramLabel = "N",
      defaultValue = "50",
      description = "Test systems to follow (default: ${DEFAULT-VALUE}).")
  private int systems;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "499",
      description = "Steps to follow them for (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Override
  public Integer call() throws IOException {
    if (new RunFolder(run).holdsMolecules()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s learned from molecules, which do not move; see 'noether report %s'"
              .formatted(run, run));
    }
    PrintWriter out = spec.commandLine().getOut();
    EvaluationOptions defaults = EvaluationOptions.defaults();
    var options =
        new EvaluationOptions(
            systems, steps, Math.min(defaults.examples(), systems), defaults.threads());
    Evaluation evaluation;
    try (var progress = Progress.begin(spec.commandLine().getErr(), "evaluate", "%", PERCENT)) {
      evaluation =
          Evaluator.evaluate(
              run, options, (done, total) -> progress.advanceTo(PERCENT * done / total));
    }
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
    out.println("written  " + new RunFolder(run).evaluation());
    out.println("next     noether report " + run);
    return 0;
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
