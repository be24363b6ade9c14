package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.cli.Extent.Budget;
import org.noether.reports.table.Run;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.TaskCommands;
import org.noether.simulation.io.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the runs of a comparison, except those that are already finished.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 * @param folder the folder of the comparison, with its runs in {@code runs}
 * @param extent the option that sets the amount of work
 * @param budget the remaining time
 * @param commands reads finished runs
 * @param comparison the comparison
 * @param full whether the paper's settings are used
 * @param stop requests to stop
 * @param err receives progress and notes
 */
record ComparisonRunner<C extends RunConfig<C>, R extends RunResult, U extends Run>(
    Path folder,
    String extent,
    Budget budget,
    TaskCommands<C, R, U> commands,
    Comparison<C, R, U> comparison,
    boolean full,
    StopFlag stop,
    PrintWriter err) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The amount of work of a study, written to {@code extent.json} at its start.
   *
   * @param extent the option, such as {@code --budget 10m}
   */
  private record RecordedExtent(String extent) {}

  /**
   * Makes, resumes or reads each run.
   *
   * @return the runs, or an empty list if the user asked to stop
   * @throws IOException if the folder holds a study with another amount of work or other settings
   */
  List<U> run(List<PlannedRun<C>> plan) throws IOException {
    LearningTask<C, R> task = comparison.task(err);
    Path extentFile = folder.resolve("extent.json");
    requireSameExtent(extentFile);
    for (PlannedRun<C> planned : plan) {
      requireSame(task, planned);
      task.check(planned.config());
    }
    String text = JSON.writeValueAsString(new RecordedExtent(extent)) + "\n";
    AtomicFiles.write(extentFile, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    var runs = new ArrayList<U>();
    double shares = plan.stream().filter(p -> !isFinished(p)).mapToDouble(PlannedRun::share).sum();
    for (PlannedRun<C> planned : plan) {
      Path path = path(planned);
      if (isFinished(planned)) {
        err.println(planned.name() + ": already finished");
      } else {
        err.println("run %d of %d: %s".formatted(runs.size() + 1, plan.size(), planned.name()));
        Optional<Duration> time = budget.next(planned.share() / shares);
        shares -= planned.share();
        if (train(task, planned, path, time) == TrainOutcome.End.STOPPED) {
          return List.of();
        }
      }
      task.complete(path);
      comparison.complete(path, full, err);
      if (stop.isRequested()) {
        return List.of();
      }
      U run = commands.read(path);
      err.println(planned.name() + ": test error " + run.print(run.result().test()));
      runs.add(run);
    }
    return runs;
  }

  private TrainOutcome.End train(
      LearningTask<C, R> task, PlannedRun<C> planned, Path path, Optional<Duration> time)
      throws IOException {
    boolean begun = new RunFolder(path).exists();
    TrainOptions options = TrainOptions.defaults().withStop(stop);
    TrainOptions limited =
        time.map(all -> options.withBudget(comparison.forTraining(all), !begun)).orElse(options);
    try (var lines =
        new TrainingLog(err, planned.name(), task.samples(), comparison.everyEpoch())) {
      return begun
          ? Trainer.resume(task, path, limited, lines).end()
          : Trainer.run(task, planned.config(), path, limited, lines).end();
    }
  }

  private boolean isFinished(PlannedRun<C> planned) {
    return new RunFolder(path(planned)).result().toFile().exists();
  }

  private Path path(PlannedRun<C> planned) {
    return folder.resolve("runs").resolve(planned.name());
  }

  /** Refuses a folder whose study was begun with another amount of work. */
  private void requireSameExtent(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    RecordedExtent begun;
    try {
      begun = JSON.readValue(Files.readAllBytes(file), RecordedExtent.class);
    } catch (JacksonException e) {
      throw new IOException(file + ": damaged: " + e.getOriginalMessage(), e);
    }
    if (!begun.extent().equals(extent)) {
      throw new IOException(
          "%s was begun with %s; choose another folder with --out"
              .formatted(folder, begun.extent()));
    }
  }

  /** Refuses a folder whose run differs from the planned one by more than a fit to the budget. */
  private void requireSame(LearningTask<C, R> task, PlannedRun<C> planned) throws IOException {
    Path run = path(planned);
    var begun = new RunFolder(run);
    if (begun.exists() && !begun.readConfig(task).isFittedFrom(planned.config())) {
      throw new IOException(
          run + " holds a run with other settings; choose another folder with --out");
    }
  }
}
