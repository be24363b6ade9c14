package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.StopFlag;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.cluster.Cluster;
import org.noether.reports.cluster.SentFolder;
import org.noether.reports.task.Comparison;

/**
 * Makes a run in the process of a task, and sends its files to where they are kept: the latest
 * checkpoint now and then, all of them at the end.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param comparison the comparison that the run is part of
 * @param full whether the paper's settings are used
 * @param place where the task runs
 */
record RunWorker<C extends RunConfig<C>, R extends RunResult>(
    Comparison<C, R, ?> comparison, boolean full, Cluster.Place place) {
  /** The time between two messages about progress, at least. */
  private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

  /** The time between two checkpoints that are sent, at least; the first epoch's is one. */
  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(5).toNanos();

  /** Makes a run, or goes on with it, and returns whether it was finished. */
  boolean make(RunTask wanted, C config) throws IOException {
    if (wanted.folder() != null) {
      return make(wanted, config, Path.of(wanted.folder()));
    }
    Path folder = Files.createTempDirectory("noether-run");
    try {
      return make(wanted, config, folder.resolve(wanted.name()));
    } finally {
      delete(folder);
    }
  }

  private boolean make(RunTask wanted, C config, Path path) throws IOException {
    var run = new RunFolder(path);
    var sent = new SentFolder(path, place.link());
    if (!wanted.kept() && !run.exists()) {
      sent.fetch();
    }
    var stop = new StopFlag();
    TrainOptions options = TrainOptions.defaults().withThreads(place.processors()).withStop(stop);
    PrintWriter err = new PrintWriter(new Lines(sent), true);
    LearningTask<C, R> task = comparison.task(err);
    try (var lines = new TrainingLog(err, wanted.name(), task.samples(), comparison.everyEpoch())) {
      TrainListener listener =
          TrainListener.both(lines, new Reporter(sent, stop, wanted.kept() ? null : run));
      TrainOutcome<R> outcome =
          run.exists()
              ? Trainer.resume(task, path, options, listener)
              : Trainer.run(task, config, path, options, listener);
      boolean finished = outcome.end() != TrainOutcome.End.STOPPED;
      if (finished) {
        task.complete(path);
        comparison.complete(path, full, err);
      }
      if (!wanted.kept()) {
        send(sent, run);
      }
      return finished;
    }
  }

  /** Sends what is new of a run: the checkpoint after what it refers to, the result at the end. */
  private static void send(SentFolder sent, RunFolder run) throws IOException {
    sent.send(
        Stream.of(run.checkpoint(), run.result())
            .map(file -> file.getFileName().toString())
            .toList());
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Sends lines to where the command was typed. */
  private static final class Lines extends Writer {
    private final SentFolder sent;
    private final StringBuilder begun = new StringBuilder();

    Lines(SentFolder sent) {
      this.sent = sent;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      begun.append(text, offset, length);
      int end;
      while ((end = begun.indexOf("\n")) >= 0) {
        sent.print(begun.substring(0, end));
        begun.delete(0, end + 1);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Reports progress, sends checkpoints, and learns whether to stop. */
  private static final class Reporter implements TrainListener {
    private final SentFolder sent;
    private final StopFlag stop;
    private final @Nullable RunFolder unkept;
    private int epochs;
    private long told = System.nanoTime();
    private long kept = System.nanoTime() - CHECKPOINT_NANOS;

    /** Creates one that sends the checkpoints of {@code unkept}, if it is not null. */
    Reporter(SentFolder sent, StopFlag stop, @Nullable RunFolder unkept) {
      this.sent = sent;
      this.stop = stop;
      this.unkept = unkept;
    }

    @Override
    public void onStart(RunConfig<?> config, int stepsPerEpoch, int epochsDone) {
      epochs = config.numEpochs();
      tell((double) epochsDone / epochs);
    }

    @Override
    public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
      if (System.nanoTime() - told > PROGRESS_NANOS) {
        tell((epoch - 1 + (double) step / stepsPerEpoch) / epochs);
      }
    }

    @Override
    public void onEpoch(EpochMetrics metrics, boolean best) {
      if (unkept != null && System.nanoTime() - kept > CHECKPOINT_NANOS) {
        try {
          send(sent, unkept);
        } catch (IOException e) {
          stop.request();
        }
        kept = System.nanoTime();
      }
    }

    /** Says how much is done. Nobody wants the run if nobody answers. */
    private void tell(double part) {
      try {
        if (sent.stopAfter(part)) {
          stop.request();
        }
      } catch (IOException e) {
        stop.request();
      }
      told = System.nanoTime();
    }
  }
}
