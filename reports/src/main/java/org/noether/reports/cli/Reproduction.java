package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.train.EvaluationOptions;
import org.noether.learning.train.Evaluator;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.SharedData;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.table.Run;

/** Makes the runs of a study, leaving alone those that are there already. */
final class Reproduction {
  /** The part of a run's time that is for evaluating it. */
  private static final int EVALUATION_FRACTION = 8;

  /** How many systems are followed within a budget. */
  private static final int FEW_SYSTEMS = 20;

  private final Path folder;
  private final Budget budget;
  private final Aim aim;
  private final TrainOptions options;
  private final PrintWriter err;

  Reproduction(
      Path folder, Budget budget, Aim aim, StopFlag stop, SharedData data, PrintWriter err) {
    this.folder = folder;
    this.budget = budget;
    this.aim = aim;
    this.options = TrainOptions.defaults().withStop(stop).withData(data);
    this.err = err;
  }

  /** What the runs are for. */
  enum Aim {
    /** Each network is also followed over long times; every epoch is told. */
    ROLLOUTS,
    /** Only the errors count, of many runs; each is told in a few lines. */
    ERRORS
  }

  /**
   * Makes, resumes or reads each run.
   *
   * @return the runs, or none if the user asked to stop
   */
  List<Run> run(List<Planned> plan) throws IOException {
    for (Planned planned : plan) {
      demandSame(planned);
      options.data().demand(planned.config());
    }
    var runs = new ArrayList<Run>();
    double shares = plan.stream().filter(p -> !isFinished(p)).mapToDouble(Planned::share).sum();
    for (Planned planned : plan) {
      Path path = folder.resolve(planned.name());
      if (isFinished(planned)) {
        err.println(planned.name() + ": there already");
      } else {
        err.println("run %d of %d: %s".formatted(runs.size() + 1, plan.size(), planned.name()));
        Optional<Duration> time = budget.next(planned.share() / shares);
        shares -= planned.share();
        if (train(planned, path, time) == TrainOutcome.End.STOPPED) {
          return List.of();
        }
      }
      if (aim == Aim.ROLLOUTS && new RunFolder(path).readEvaluation().isEmpty()) {
        evaluate(path);
      }
      if (options.stop().isRequested()) {
        return List.of();
      }
      Run run = Run.read(path);
      err.printf(Locale.ROOT, "%s: test MSE %.3g%n", planned.name(), run.result().testMse());
      runs.add(run);
    }
    return runs;
  }

  private TrainOutcome.End train(Planned planned, Path path, Optional<Duration> time)
      throws IOException {
    boolean begun = new RunFolder(path).exists();
    TrainOptions limited =
        time.map(all -> options.withBudget(forTraining(all), !begun)).orElse(options);
    try (var lines = new TrainLines(err, planned.name(), aim == Aim.ROLLOUTS)) {
      return begun
          ? Trainer.resume(path, limited, lines).end()
          : Trainer.run(planned.config(), path, limited, lines).end();
    }
  }

  private Duration forTraining(Duration time) {
    return aim == Aim.ROLLOUTS ? time.minus(time.dividedBy(EVALUATION_FRACTION)) : time;
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
  private void demandSame(Planned planned) throws IOException {
    var run = new RunFolder(folder.resolve(planned.name()));
    if (run.exists()
        && !planned.config().equals(run.readConfig().withNumEpochs(planned.config().numEpochs()))) {
      throw new IOException(
          run.path() + " holds a run with other settings; choose another folder with --out");
    }
  }
}
