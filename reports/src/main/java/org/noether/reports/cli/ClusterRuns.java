package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.cluster.FolderKeeper;
import org.noether.reports.console.ProgressDisplay;

/**
 * Makes the runs of a comparison on a cluster, a task for each.
 *
 * @param cluster the cluster
 * @param words the command line of the comparison
 * @param shared a folder that all machines see, where runs have their checkpoints; null for none
 * @param stop requests to stop
 * @param err receives progress and notes
 */
record ClusterRuns(
    Cluster cluster,
    ArrayList<String> words,
    @Nullable Path shared,
    StopFlag stop,
    PrintWriter err) {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int NAMED = 3;

  /**
   * A run.
   *
   * @param name its name
   * @param config what is trained
   * @param path the folder where it is kept
   */
  record Wanted(String name, RunConfig<?> config, Path path) {}

  /** A run at work. */
  private record AtWork(Wanted wanted, FolderKeeper keeper, Future<Boolean> end) {
    boolean isFinished() {
      return end.state() == Future.State.SUCCESS && end.resultNow();
    }

    String progress() {
      return String.format(Locale.ROOT, "%s %.0f%%", wanted.name(), 100 * keeper.done());
    }
  }

  /**
   * Makes the runs and waits for them.
   *
   * @return whether all are finished; false if the user asked to stop
   * @throws IOException the first failure of a run, when the others have ended
   */
  boolean make(List<Wanted> runs) throws IOException {
    var atWork = new ArrayList<AtWork>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var progress = ProgressDisplay.begin(err, "cluster", "runs", Math.max(1, runs.size()))) {
      for (Wanted wanted : runs) {
        var keeper = new FolderKeeper(wanted.path(), err::println, stop::isRequested);
        atWork.add(new AtWork(wanted, keeper, threads.submit(() -> make(wanted, keeper))));
      }
      await(atWork, progress);
    }
    boolean finished = true;
    for (AtWork each : atWork) {
      finished &= finished(each);
    }
    return finished;
  }

  private void await(List<AtWork> runs, ProgressDisplay progress) throws IOException {
    while (true) {
      List<AtWork> left = runs.stream().filter(each -> !each.end().isDone()).toList();
      progress.advanceTo(runs.stream().filter(AtWork::isFinished).count());
      List<AtWork> begun = left.stream().filter(each -> each.keeper().hasBegun()).toList();
      progress.note(
          "%d at work: %s"
              .formatted(
                  begun.size(),
                  begun.stream()
                      .limit(NAMED)
                      .map(AtWork::progress)
                      .collect(Collectors.joining(", "))));
      if (left.isEmpty()) {
        return;
      }
      if (stop.isRequested()) {
        left.stream()
            .filter(each -> !each.keeper().hasBegun())
            .forEach(each -> each.end().cancel(true));
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private boolean make(Wanted wanted, FolderKeeper keeper) throws IOException {
    boolean kept = cluster.isLocal();
    Path folder = kept ? wanted.path() : shared == null ? null : shared.resolve(wanted.name());
    var task =
        new RunTask(
            words,
            wanted.name(),
            wanted.config().numEpochs(),
            wanted.config().samples(),
            folder == null ? null : folder.toAbsolutePath().toString(),
            kept);
    return cluster.run(wanted.name(), task, keeper);
  }

  /** Whether a run has ended as it should; not so if it was stopped. */
  private boolean finished(AtWork run) throws IOException {
    try {
      return run.end().get();
    } catch (CancellationException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (stop.isRequested()) {
        return false;
      }
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
