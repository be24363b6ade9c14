package org.noether.reports.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.TrainListener;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.console.TerminalPrinter;
import org.noether.reports.plot.Numbers;

/** Shows the progress of training: a bar on a terminal, otherwise a line for each epoch. */
final class TrainingLog implements TrainListener, AutoCloseable {
  /** Durations of at least this many seconds are printed in whole seconds. */
  private static final int WHOLE = 10;

  private final PrintWriter err;
  private final String task;
  private final String samples;
  private final boolean everyEpoch;
  private final Consumer<StageTimes.Stage> stages;
  private @Nullable ProgressDisplay progress;
  private int epochs;
  private long epochStarted = System.nanoTime();

  /**
   * Creates the log of a run.
   *
   * @param task the prefix of each line
   * @param samples the name of the samples, in the plural
   * @param everyEpoch whether each epoch has a line if there is no terminal
   */
  TrainingLog(PrintWriter err, String task, String samples, boolean everyEpoch) {
    this(err, task, samples, everyEpoch, _ -> {});
  }

  /**
   * Creates the log of a run in a comparison.
   *
   * @param stages is told when learning and when the test begins
   */
  TrainingLog(
      PrintWriter err,
      String task,
      String samples,
      boolean everyEpoch,
      Consumer<StageTimes.Stage> stages) {
    this.stages = stages;
    this.err = err;
    this.task = task;
    this.samples = samples;
    this.everyEpoch = everyEpoch;
  }

  @Override
  public void onStage(String description) {
    print(description);
  }

  @Override
  public void onEpochsFitted(int count, Duration perEpoch) {
    double exact = perEpoch.toMillis() / 1e3;
    String seconds = exact < WHOLE ? Numbers.significant(exact, 2) : "" + Math.round(exact);
    if (count == 0) {
      print("not even one epoch fits the budget; one takes about " + seconds + " s");
    } else {
      print(count + " epochs of " + seconds + " s fit the budget");
    }
  }

  @Override
  public void onSamplesFitted(int some, int all) {
    String fitted = String.format(Locale.ROOT, "training on %,d of %,d %s", some, all, samples);
    print("not even one epoch fits the budget: " + fitted);
  }

  @Override
  public void onStart(RunConfig<?> config, int stepsPerEpoch, int epochsDone) {
    stages.accept(StageTimes.Stage.LEARNING);
    epochs = config.numEpochs();
    epochStarted = System.nanoTime();
    if (epochsDone > 0) {
      print("resuming after epoch " + epochsDone);
    }
    if (err instanceof TerminalPrinter) {
      progress = ProgressDisplay.begin(err, task, "steps", (long) epochs * stepsPerEpoch);
    }
  }

  @Override
  public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
    if (progress != null) {
      progress.advanceTo((epoch - 1L) * stepsPerEpoch + step);
    }
  }

  @Override
  public void onTest() {
    stages.accept(StageTimes.Stage.TEST);
    print("testing the best weights");
  }

  @Override
  public void onEpoch(EpochMetrics metrics, boolean best) {
    long now = System.nanoTime();
    double seconds = (now - epochStarted) / 1e9;
    epochStarted = now;
    if (progress != null) {
      progress.note(String.format(Locale.ROOT, "validation %.3g", metrics.validation()));
    } else if (everyEpoch) {
      print(
          String.format(
              Locale.ROOT,
              "epoch %d of %d, training %.3g, validation %.3g%s, rate %.2g, %.2f s",
              metrics.epoch(),
              epochs,
              metrics.trainLoss(),
              metrics.validation(),
              best ? " (best)" : "",
              metrics.lr(),
              seconds));
    }
  }

  private void print(String message) {
    err.println(task + ": " + message);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
