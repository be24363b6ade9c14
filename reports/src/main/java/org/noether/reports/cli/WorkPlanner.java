package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Pace;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;
import org.noether.reports.task.Comparison;
import org.noether.reports.task.Comparison.PlannedRun;

/**
 * Measures what the runs of a comparison will cost.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param comparison the comparison
 * @param err receives progress
 */
record WorkPlanner<C extends RunConfig<C>, R extends RunResult>(
    Comparison<C, R, ?> comparison, PrintWriter err) {
  /** Of this a small part is spent on steps, a second. */
  private static final Duration FOR_EACH = Duration.ofSeconds(30);

  private static final TrainOptions ONE_PROCESSOR = TrainOptions.defaults().withThreads(1);

  /** Measures a row of each pace, and the first also several times at once. */
  WorkPlan measure(List<PlannedRun<C>> plan) throws IOException {
    LearningTask<C, R> task = comparison.task(err);
    for (PlannedRun<C> run : plan) {
      task.check(run.config());
    }
    task.prepare(plan.getFirst().config());
    Path folder = Files.createTempDirectory("noether-plan");
    try {
      Map<Object, Pace> paces = new HashMap<>();
      var rows = new LinkedHashMap<String, WorkPlan.Row>();
      var order = new ArrayList<WorkPlan.Row>();
      for (PlannedRun<C> run : plan) {
        WorkPlan.Row row = rows.get(run.row());
        if (row == null) {
          Pace pace = paces.get(comparison.pace(run));
          if (pace == null) {
            err.println("measuring the pace of " + run.row());
            pace = pace(task, run, folder.resolve("run"));
            paces.put(comparison.pace(run), pace);
          }
          row = row(run, pace);
          rows.put(run.row(), row);
        }
        order.add(row);
      }
      return new WorkPlan(
          List.copyOf(rows.values()), order, speedUps(task, plan.getFirst(), folder));
    } finally {
      Files.delete(folder);
    }
  }

  private WorkPlan.Row row(PlannedRun<C> run, Pace pace) {
    int epochs = run.config().numEpochs();
    double seconds =
        pace.setup() + epochs * pace.epoch() + pace.test() + comparison.completing(pace);
    return new WorkPlan.Row(run.row(), epochs, pace.step(), seconds);
  }

  private Pace pace(LearningTask<C, R> task, PlannedRun<C> run, Path folder) throws IOException {
    return Trainer.pace(task, run.config(), folder, ONE_PROCESSOR, FOR_EACH);
  }

  /**
   * The speed-up by 2, 4, 8, ... processors, as many as there are, against a run alone, which is
   * measured just before: other work on the machine comes and goes.
   */
  private Map<Integer, Double> speedUps(LearningTask<C, R> task, PlannedRun<C> run, Path folder)
      throws IOException {
    var speedUps = new TreeMap<Integer, Double>();
    for (int n = 2; n <= Runtime.getRuntime().availableProcessors(); n *= 2) {
      err.printf("measuring the pace of %s, %d at once%n", run.row(), n);
      Pace alone = pace(task, run, folder.resolve("run"));
      try (var threads = Executors.newFixedThreadPool(n)) {
        var paces = new ArrayList<Future<Pace>>();
        for (int i = 0; i < n; i++) {
          Path own = folder.resolve("run" + i);
          paces.add(threads.submit(() -> pace(task, run, own)));
        }
        double step = 0;
        for (Future<Pace> each : paces) {
          step += each.get().step() / n;
        }
        speedUps.put(n, n * alone.step() / step);
      } catch (ExecutionException e) {
        throw new IOException("the pace cannot be measured: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return Collections.unmodifiableMap(speedUps);
  }
}
