package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.noether.learning.train.Json;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Pace;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.cli.Extent.Budget;
import org.noether.reports.cli.StageTimes.Stage;
import org.noether.reports.console.DurationConverter;
import org.noether.reports.table.ReportWriter;
import org.noether.reports.table.Run;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.TaskCommands;

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
 * @param overrun whether a budget that is too small may be overrun
 * @param times how long what takes
 * @param stop requests to stop
 * @param elsewhere makes the runs on a cluster; empty to make them here, one after the other
 * @param err receives progress and notes
 */
record ComparisonRunner<C extends RunConfig<C>, R extends RunResult, U extends Run>(
    Path folder,
    String extent,
    Budget budget,
    TaskCommands<C, R, U> commands,
    Comparison<C, R, U> comparison,
    boolean full,
    boolean overrun,
    StageTimes times,
    StopFlag stop,
    Optional<ClusterRuns> elsewhere,
    PrintWriter err) {

  /** No network is compiled, tested and followed in less time. */
  private static final double LEAST_RUN_SECONDS = 0.3;

  private static final double NANOS = 1e-9;

  /** Rows that a message names. */
  private static final int MOST_NAMES = 3;

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
    refuseAtOnce(plan);
    for (PlannedRun<C> planned : plan) {
      requireSame(task, planned);
      task.check(planned.config());
    }
    Optional<BudgetPlan<C>> dealt = deal(task, plan);
    if (budget.left().isPresent() && stop.isRequested()) {
      return List.of();
    }
    Json.write(extentFile, new RecordedExtent(extent));
    if (elsewhere.isPresent() && !makeElsewhere(elsewhere.get(), plan, dealt)) {
      return List.of();
    }
    var runs = new ArrayList<U>();
    for (PlannedRun<C> planned : plan) {
      Path path = path(planned);
      if (isFinished(planned)) {
        if (elsewhere.isEmpty()) {
          err.println(planned.name() + ": already finished");
        }
      } else {
        err.println("run %d of %d: %s".formatted(runs.size() + 1, plan.size(), planned.name()));
        C config =
            dealt
                .map(each -> each.next(planned, budget.left().orElseThrow()))
                .orElse(planned.config());
        if (train(task, planned, path, config) == TrainOutcome.End.STOPPED) {
          return List.of();
        }
      }
      times.begin(Stage.FOLLOWING);
      task.complete(path);
      comparison.complete(path, full, err);
      times.begin(Stage.DATA);
      times.save();
      if (stop.isRequested()) {
        return List.of();
      }
      dealt.ifPresent(each -> each.made(planned));
      U run = commands.read(path);
      err.println(planned.name() + ": test error " + run.print(run.result().test()));
      runs.add(run);
    }
    return runs;
  }

  /** Makes what is missing on a cluster, and returns whether it was not stopped. */
  private boolean makeElsewhere(
      ClusterRuns cluster, List<PlannedRun<C>> plan, Optional<BudgetPlan<C>> dealt)
      throws IOException {
    var missing = new ArrayList<ClusterRuns.Wanted>();
    double seconds = workers(plan.size()) * budget.left().orElse(0);
    for (PlannedRun<C> run : plan) {
      if (!isFinished(run)) {
        C config = dealt.map(each -> each.next(run, seconds)).orElse(run.config());
        missing.add(new ClusterRuns.Wanted(run.name(), config, path(run)));
      }
    }
    if (missing.size() < plan.size()) {
      err.printf("%d of %d runs: already finished%n", plan.size() - missing.size(), plan.size());
    }
    times.begin(Stage.LEARNING);
    try {
      return cluster.make(missing);
    } finally {
      times.begin(Stage.DATA);
      times.save();
    }
  }

  /** How many runs are made at once, at most. */
  private int workers(int runs) {
    return elsewhere.map(each -> Math.min(runs, each.cluster().slots())).orElse(1);
  }

  /** Refuses a budget that no machine could keep, before the data are read or generated. */
  private void refuseAtOnce(List<PlannedRun<C>> plan) {
    long missing = plan.stream().filter(run -> !isFinished(run)).count();
    double least = missing * LEAST_RUN_SECONDS / workers(plan.size());
    if (!overrun && budget.left().isPresent() && budget.seconds() < least) {
      throw new IllegalArgumentException(
          "%s is too small for the runs to be made (%d) on any machine; give minutes (the least is measured, and named if they are too few)%s, or add --overrun to train the least all the same"
              .formatted(extent, missing, less(List.of())));
    }
  }

  /**
   * Measures the pace of each row and deals the budget out, if there is one and nobody stops it.
   */
  private Optional<BudgetPlan<C>> deal(LearningTask<C, R> task, List<PlannedRun<C>> plan)
      throws IOException {
    Map<String, List<PlannedRun<C>>> rows =
        plan.stream()
            .filter(run -> !isFinished(run))
            .collect(
                Collectors.groupingBy(PlannedRun::row, LinkedHashMap::new, Collectors.toList()));
    if (budget.left().isEmpty() || rows.isEmpty()) {
      return Optional.empty();
    }
    int workers = workers(plan.size());
    task.prepare(plan.getFirst().config());
    times.begin(Stage.PACE);
    Map<Object, List<PlannedRun<C>>> paced =
        rows.values().stream()
            .map(List::getFirst)
            .collect(
                Collectors.groupingBy(comparison::pace, LinkedHashMap::new, Collectors.toList()));
    Duration each = Duration.ofMillis((long) (1e3 * budget.left().orElseThrow() / paced.size()));
    var dealt = new BudgetPlan<C>();
    var measuring = new MeasuringTimes<C>(comparison::pace);
    for (List<PlannedRun<C>> alike : paced.values()) {
      if (stop.isRequested()) {
        return Optional.empty();
      }
      PlannedRun<C> first = alike.getFirst();
      err.println("measuring the pace of " + first.row());
      long before = System.nanoTime();
      Pace pace = Trainer.pace(task, first.config(), folder.toAbsolutePath(), pacing(), each);
      measuring.add(first, NANOS * (System.nanoTime() - before));
      for (PlannedRun<C> run : alike) {
        dealt.add(
            Objects.requireNonNull(rows.get(run.row())),
            pace,
            comparison.completing(pace),
            begun(task, plan, run));
      }
      if (!overrun && dealt.least() / workers > budget.left().orElseThrow()) {
        break; // What is still to be measured cannot make the budget large enough.
      }
    }
    times.begin(Stage.DATA);
    demand(dealt, measuring, plan, workers);
    if (!times.isPlanned()) {
      dealt.describe(times, budget);
    }
    err.println("plan: " + times.plan());
    return Optional.of(dealt);
  }

  private TrainOptions pacing() {
    TrainOptions options = TrainOptions.defaults();
    return elsewhere
        .map(each -> options.withThreads(each.cluster().processorsPerTask()))
        .orElse(options);
  }

  /**
   * Refuses a budget that does not hold the least of all runs, or of which too little would be
   * learning, unless it may be overrun.
   */
  private void demand(
      BudgetPlan<C> dealt, MeasuringTimes<C> measuring, List<PlannedRun<C>> plan, int workers) {
    List<PlannedRun<C>> missing = missing(plan);
    Cost all = dealt.cost(missing).orElseThrow().times(1.0 / workers);
    if (overrun || budget.holds(all)) {
      return;
    }
    Function<List<PlannedRun<C>>, Optional<Cost>> cost = runs -> dealt.cost(missing(runs));
    var smaller =
        new SmallerComparison<>(
            plan,
            cost,
            runs ->
                without(measuring, missing(runs))
                    .holds(cost.apply(runs).orElseThrow().times(Budget.SLOWER / workers)));
    throw new IllegalArgumentException(
        "%s is too small for the runs to be made (%d): they take at least about %s on this machine%s, %.0f %% of it for learning; give as much%s, or add --overrun to train the least all the same"
            .formatted(
                extent,
                missing.size(),
                DurationConverter.print(without(measuring, missing).enough(all)),
                missing.stream().allMatch(run -> dealt.rows().contains(run.row()))
                    ? ""
                    : ", judging by " + names(dealt.rows()),
                100 * Budget.LEARNING,
                less(smaller.options(comparison.selections()))));
  }

  private List<PlannedRun<C>> missing(List<PlannedRun<C>> runs) {
    return runs.stream().filter(run -> !isFinished(run)).toList();
  }

  /** The budget as if only the paces of some runs had been measured. */
  private Budget without(MeasuringTimes<C> measuring, List<PlannedRun<C>> runs) {
    return budget.without(measuring.beyond(runs));
  }

  private static String names(List<String> rows) {
    return rows.size() > MOST_NAMES ? "the first " + rows.size() : String.join(" and ", rows);
  }

  /** What makes the comparison smaller: what fits or, if nothing does, what there is. */
  private String less(List<String> fitting) {
    List<String> options =
        fitting.isEmpty()
            ? comparison.selections().stream().map(Comparison.Selection::option).toList()
            : fitting;
    return options.isEmpty() ? "" : ", or compare less by " + String.join(" or ", options);
  }

  /** The configuration of a run of a row that has begun. */
  private Optional<C> begun(LearningTask<C, R> task, List<PlannedRun<C>> plan, PlannedRun<C> of)
      throws IOException {
    for (PlannedRun<C> run : plan) {
      var there = new RunFolder(path(run));
      if (run.row().equals(of.row()) && there.exists()) {
        return Optional.of(there.readConfig(task));
      }
    }
    return Optional.empty();
  }

  private TrainOutcome.End train(
      LearningTask<C, R> task, PlannedRun<C> planned, Path path, C config) throws IOException {
    TrainOptions options = TrainOptions.defaults().withStop(stop);
    times.begin(Stage.SETUP);
    try (var lines =
        new TrainingLog(
            err, planned.name(), task.samples(), comparison.everyEpoch(), times::begin)) {
      return new RunFolder(path).exists()
          ? Trainer.resume(task, path, options, lines).end()
          : Trainer.run(task, config, path, options, lines).end();
    } finally {
      times.begin(Stage.DATA);
      times.save();
    }
  }

  private boolean isFinished(PlannedRun<C> planned) {
    return new RunFolder(path(planned)).result().toFile().exists();
  }

  private Path path(PlannedRun<C> planned) {
    return folder.resolve("runs").resolve(planned.name());
  }

  /** Refuses a folder with another report, or whose study has another amount of work. */
  private void requireSameExtent(Path file) throws IOException {
    if (!Files.exists(file)) {
      if (Files.exists(ReportWriter.html(folder))) {
        throw new IOException(folder + " holds another report; choose another folder with --out");
      }
      return;
    }
    RecordedExtent begun = Json.read(file, RecordedExtent.class);
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
