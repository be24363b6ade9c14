package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.noether.learning.train.EvaluationOptions;
import org.noether.learning.train.Evaluator;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainConfig;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.cli.SpringsStudy.Planned;
import org.noether.reports.table.Run;

/** Makes the runs of a study, leaving alone those that are there already. */
final class Reproduction {
  /** The part of a run's time that is for evaluating it. */
  private static final int EVALUATION_FRACTION = 8;

  /** How many systems are followed within a budget. */
  private static final int FEW_SYSTEMS = 20;

  private final Path folder;
  private final Budget budget;
  private final StopFlag stop;
  private final PrintWriter err;

  Reproduction(Path folder, Budget budget, StopFlag stop, PrintWriter err) {
    this.folder = folder;
    this.budget = budget;
    this.stop = stop;
    this.err = err;
  }

  /**
   * Makes, resumes or reads each run.
   *
   * @return the runs, or none if the user asked to stop
   */
  List<Run> run(List<Planned> plan) throws IOException {
    var runs = new ArrayList<Run>();
    int shares = plan.stream().filter(p -> !isFinished(p)).mapToInt(Planned::share).sum();
    for (Planned planned : plan) {
      Path path = folder.resolve(planned.name());
      if (isFinished(planned)) {
        demandSame(path, planned.config(), new RunFolder(path).readConfig());
        err.println(planned.name() + ": there already");
      } else {
        Optional<Duration> time = budget.next(planned.share(), shares);
        shares -= planned.share();
        if (train(planned, path, time) == TrainOutcome.End.STOPPED) {
          return List.of();
        }
      }
      if (new RunFolder(path).readEvaluation().isEmpty()) {
        evaluate(path);
      }
      if (stop.isRequested()) {
        return List.of();
      }
      runs.add(Run.read(path));
    }
    return runs;
  }

  private TrainOutcome.End train(Planned planned, Path path, Optional<Duration> time)
      throws IOException {
    var run = new RunFolder(path);
    boolean begun = run.exists();
    if (begun) {
      demandSame(path, planned.config(), run.readConfig());
    }
    TrainOptions options = TrainOptions.defaults().withStop(stop);
    if (time.isPresent()) {
      Duration training = time.get().minus(time.get().dividedBy(EVALUATION_FRACTION));
      options = options.withBudget(training, !begun);
    }
    try (var lines = new TrainLines(err, planned.name())) {
      return begun
          ? Trainer.resume(path, options, lines).end()
          : Trainer.run(planned.config(), path, options, lines).end();
    }
  }

  private void evaluate(Path path) throws IOException {
    EvaluationOptions defaults = EvaluationOptions.defaults();
    err.println(path.getFileName() + ": rollouts against the true system");
    Evaluator.evaluate(
        path,
        new EvaluationOptions(
            budget.deadline() == null ? defaults.systems() : FEW_SYSTEMS,
            defaults.steps(),
            1,
            defaults.threads()),
        (_, _) -> {});
  }

  private boolean isFinished(Planned planned) {
    return new RunFolder(folder.resolve(planned.name())).result().toFile().exists();
  }

  /** A run in the folder must be the one planned; its epochs may have been fitted to a budget. */
  private static void demandSame(Path path, TrainConfig planned, TrainConfig found)
      throws IOException {
    if (!planned.equals(found.withNumEpochs(planned.numEpochs()))) {
      throw new IOException(
          path + " holds a run with other settings; choose another folder with --out");
    }
  }
}
