package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.reports.table.Run;

/**
 * Makes the runs of a study, leaving alone those that are there already.
 *
 * @param <C> what is trained
 * @param <R> what a report shows of it
 */
final class Reproduction<C extends RunConfig, R extends Run> {
  private final Path folder;
  private final BegunExtent extent;
  private final Budget budget;
  private final Trial<C, R> trial;
  private final TrainOptions options;
  private final PrintWriter err;

  /**
   * Prepares a study.
   *
   * @param folder the folder of the study, with its runs in {@code runs}
   * @param extent the option that says how much is done
   * @param budget the time that is left
   */
  Reproduction(
      Path folder,
      String extent,
      Budget budget,
      Trial<C, R> trial,
      StopFlag stop,
      PrintWriter err) {
    this.folder = folder;
    this.extent = new BegunExtent(extent);
    this.budget = budget;
    this.trial = trial;
    this.options = TrainOptions.defaults().withStop(stop);
    this.err = err;
  }

  /**
   * Makes, resumes or reads each run.
   *
   * @return the runs, or none if the user asked to stop
   * @throws IOException if the study was begun with another extent or other settings
   */
  List<R> run(List<Planned<C>> plan) throws IOException {
    extent.demandSame(folder);
    for (Planned<C> planned : plan) {
      demandSame(planned);
      trial.demand(planned.config());
    }
    extent.keep(folder);
    var runs = new ArrayList<R>();
    double shares = plan.stream().filter(p -> !isFinished(p)).mapToDouble(Planned::share).sum();
    for (Planned<C> planned : plan) {
      Path path = path(planned);
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
      trial.evaluate(path, err);
      if (options.stop().isRequested()) {
        return List.of();
      }
      R run = trial.read(path);
      err.println(planned.name() + ": test error " + run.print(run.testError()));
      runs.add(run);
    }
    return runs;
  }

  private TrainOutcome.End train(Planned<C> planned, Path path, Optional<Duration> time)
      throws IOException {
    boolean begun = new RunFolder(path).exists();
    TrainOptions limited =
        time.map(all -> options.withBudget(trial.forTraining(all), !begun)).orElse(options);
    try (var lines = new TrainLines(err, planned.name(), trial.everyEpoch())) {
      return begun
          ? trial.resume(path, limited, lines).end()
          : trial.begin(planned.config(), path, limited, lines).end();
    }
  }

  private boolean isFinished(Planned<C> planned) {
    return new RunFolder(path(planned)).result().toFile().exists();
  }

  private Path path(Planned<C> planned) {
    return folder.resolve("runs").resolve(planned.name());
  }

  /** A run in the folder must be the one planned; its extent may have been fitted to a budget. */
  private void demandSame(Planned<C> planned) throws IOException {
    Path run = path(planned);
    if (new RunFolder(run).exists() && !trial.readConfig(run).isFittedFrom(planned.config())) {
      throw new IOException(
          run + " holds a run with other settings; choose another folder with --out");
    }
  }
}
