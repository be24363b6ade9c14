package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Training with files and clocks: metrics, checkpoints, budget and stop.
 *
 * @param <R> what the run writes as its result
 */
final class TrainingRun<R> {
  private static final double NANOS = 1e-9;

  private final RunFolder run;
  private final RunConfig config;
  private final TrainOptions options;
  private final TrainListener listener;
  private final Training<R> training;
  private final Objective<R> objective;
  private final Minibatches minibatches;
  private final long start;
  private final Checkpoint.Identity identity;
  private long lastCheckpoint;

  /** Creates a run. */
  TrainingRun(RunStart start, RunConfig config, Training<R> training) {
    this.run = start.run();
    this.config = config;
    this.options = start.options();
    this.listener = start.listener();
    this.training = training;
    this.objective = training.objective();
    this.minibatches = training.minibatches();
    this.start = start.began();
    identity = new Checkpoint.Identity(ConfigJson.sha256(config), objective.dataSha256());
  }

  /** Returns to the checkpoint, or to the beginning if there is none. */
  Progress restore() throws IOException {
    Progress progress =
        Files.exists(run.checkpoint())
            ? training.checkpoint().read(run.checkpoint(), identity)
            : Progress.START;
    RunFolder.keepLines(run.metrics(), epochs(progress));
    RunFolder.keepLines(run.timing(), epochs(progress));
    return progress;
  }

  /** Trains until the end, the budget or the stop flag. */
  TrainOutcome<R> train(Progress from) throws IOException {
    Progress progress = from;
    int perEpoch = minibatches.perEpoch();
    listener.onStart(config, perEpoch, epochs(progress));
    lastCheckpoint = System.nanoTime();
    long epochBegan = System.nanoTime();
    while (epochs(progress) < config.numEpochs()) {
      if (options.stop().isRequested()) {
        save(progress);
        return new TrainOutcome<>(
            TrainOutcome.End.STOPPED, epochs(progress), progress.step(), null);
      }
      if (budgetSpent() && progress.bestEpoch() > 0) {
        save(progress);
        return finish(TrainOutcome.End.BUDGET_SPENT, progress);
      }
      double lr = config.lrAtStep(progress.step(), perEpoch);
      int samples = minibatches.of(progress.step()).length;
      double loss = training.step(progress.step(), lr);
      progress = progress.afterStep(loss, samples);
      int stepOfEpoch = (int) ((progress.step() - 1) % perEpoch) + 1;
      listener.onStep((int) ((progress.step() - 1) / perEpoch) + 1, stepOfEpoch, perEpoch, loss);
      if (stepOfEpoch == perEpoch) {
        progress = endEpoch(progress, lr, epochBegan);
        epochBegan = System.nanoTime();
      } else if (System.nanoTime() - lastCheckpoint >= options.checkpointEvery().toNanos()) {
        save(progress);
      }
    }
    return finish(TrainOutcome.End.FINISHED, progress);
  }

  private Progress endEpoch(Progress progress, double lr, long began) throws IOException {
    long trained = System.nanoTime();
    int epoch = epochs(progress);
    double validation = objective.validation();
    double loss = progress.epochLoss() / minibatches.samplesPerEpoch();
    EpochLine metrics = objective.metrics(epoch, progress.step(), loss, validation, lr);
    Progress next = progress.afterEpoch(epoch, validation);
    boolean best = next.bestEpoch() == epoch;
    RunFolder.append(run.metrics(), metrics);
    RunFolder.append(
        run.timing(),
        new EpochTiming(epoch, (trained - began) * NANOS, (System.nanoTime() - trained) * NANOS));
    if (best) {
      Checkpoint.writeWeights(run.best(), objective.weights());
    }
    save(next);
    listener.onEpoch(metrics, best);
    return next;
  }

  private TrainOutcome<R> finish(TrainOutcome.End end, Progress progress) throws IOException {
    if (progress.bestEpoch() == 0) {
      throw new TrainingException(
          "training diverged: no epoch ended with a finite validation error; try a smaller"
              + " learning rate");
    }
    R result = result(progress);
    Json.write(run.result(), result);
    return new TrainOutcome<>(end, epochs(progress), progress.step(), result);
  }

  private R result(Progress progress) throws IOException {
    listener.onStage("testing the best weights");
    Checkpoint.readWeights(run.best(), objective.weights());
    int epochs = epochs(progress);
    return objective.result(progress, objective.test(), epochs, epochs == config.numEpochs());
  }

  private void save(Progress progress) throws IOException {
    training.checkpoint().write(run.checkpoint(), identity, progress);
    lastCheckpoint = System.nanoTime();
  }

  private boolean budgetSpent() {
    Duration budget = options.budget();
    return budget != null && System.nanoTime() - start >= budget.toNanos();
  }

  private int epochs(Progress progress) {
    return (int) (progress.step() / minibatches.perEpoch());
  }
}
