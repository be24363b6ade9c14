package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;

/**
 * Training with files and clocks: metrics, checkpoints, budget and stop.
 *
 * @param <C> the configuration of the run
 * @param <R> the result of the run
 */
final class TrainingRun<C extends RunConfig<C>, R extends RunResult> {
  private static final double NANOS = 1e-9;

  /** An untrained network's error is less than ten times that of not learning at all. */
  private static final double DIVERGED = 100;

  private final RunFolder run;
  private final LearningTask<C, R> task;
  private final Metric metric;
  private final C config;
  private final TrainOptions options;
  private final TrainListener listener;
  private final Objective<C, R> objective;
  private final Training training;
  private final Minibatches minibatches;
  private final long start;
  private final Checkpoint.Identity identity;
  private long lastCheckpoint;

  /** How long the test will take, judging by the fastest validation. */
  private double testNanos = Double.POSITIVE_INFINITY;

  /**
   * Creates a run.
   *
   * @param start the {@link System#nanoTime} from which the budget counts
   */
  TrainingRun(
      RunFolder run,
      LearningTask<C, R> task,
      C config,
      TrainOptions options,
      TrainListener listener,
      Objective<C, R> objective,
      Training training,
      long start) {
    this.run = run;
    this.task = task;
    this.metric = task.metric(config);
    this.config = config;
    this.options = options;
    this.listener = listener;
    this.objective = objective;
    this.training = training;
    this.minibatches = objective.minibatches();
    this.start = start;
    identity = new Checkpoint.Identity(ConfigJson.sha256(config), objective.dataSha256());
  }

  /** Returns to the checkpoint, or to the beginning if there is none. */
  TrainState restore() throws IOException {
    TrainState state =
        Files.exists(run.checkpoint())
            ? training.checkpoint().read(run.checkpoint(), identity)
            : TrainState.START;
    RunFolder.keepLines(run.metrics(), epochs(state));
    RunFolder.keepLines(run.timing(), epochs(state));
    return state;
  }

  /** Trains until the end, the budget or the stop flag. */
  TrainOutcome<R> train(TrainState from) throws IOException {
    TrainState state = from;
    int perEpoch = minibatches.perEpoch();
    if (epochs(state) < config.numEpochs()) {
      listener.onStage(objective.compilation().stage());
    }
    listener.onStart(config, perEpoch, epochs(state));
    lastCheckpoint = System.nanoTime();
    long epochBegan = System.nanoTime();
    while (epochs(state) < config.numEpochs()) {
      if (options.stop().isRequested()) {
        save(state);
        return new TrainOutcome<>(TrainOutcome.End.STOPPED, epochs(state), state.step(), null);
      }
      boolean last = epochs(state) >= options.lastEpoch();
      if ((last || budgetSpent()) && state.bestEpoch() > 0) {
        save(state);
        return finish(TrainOutcome.End.BUDGET_SPENT, state);
      }
      double lr = config.lrAtStep(state.step(), perEpoch);
      int samples = minibatches.of(state.step()).length;
      double loss = training.step(state.step(), lr);
      state = state.afterStep(loss, samples);
      int stepOfEpoch = (int) ((state.step() - 1) % perEpoch) + 1;
      listener.onStep((int) ((state.step() - 1) / perEpoch) + 1, stepOfEpoch, perEpoch, loss);
      if (stepOfEpoch == perEpoch) {
        state = endEpoch(state, lr, epochBegan);
        epochBegan = System.nanoTime();
      } else if (System.nanoTime() - lastCheckpoint >= options.checkpointEvery().toNanos()) {
        save(state);
      }
    }
    return finish(TrainOutcome.End.FINISHED, state);
  }

  private TrainState endEpoch(TrainState state, double lr, long began) throws IOException {
    long trained = System.nanoTime();
    int epoch = epochs(state);
    double validation = objective.validation();
    testNanos = Math.min(testNanos, objective.testShare() * (System.nanoTime() - trained));
    double loss = state.epochLoss() / minibatches.samplesPerEpoch();
    var metrics = new EpochMetrics(epoch, state.step(), loss, validation, lr);
    TrainState next = state.afterEpoch(epoch, validation, objective.selectsEpoch());
    boolean best = next.bestEpoch() == epoch;
    RunFolder.append(run.metrics(), metrics.line(metric));
    RunFolder.append(
        run.timing(),
        Json.line(
            new EpochTiming(
                epoch, (trained - began) * NANOS, (System.nanoTime() - trained) * NANOS)));
    if (best) {
      Checkpoint.writeWeights(
          run.best(), objective.weights(), WeightsMetadata.of(task, config, identity, epoch));
    }
    save(next);
    listener.onWeights(next.step(), objective.weights());
    listener.onEpoch(metrics, best);
    return next;
  }

  private TrainOutcome<R> finish(TrainOutcome.End end, TrainState state) throws IOException {
    if (state.bestEpoch() == 0) {
      throw new TrainingException(
          "training diverged: no epoch ended with a finite validation error; try a smaller"
              + " learning rate");
    }
    double unlearned = objective.unlearned();
    if (state.bestValidation() > DIVERGED * unlearned) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "training diverged: the smallest validation error is %.3g, and without learning it"
                  + " would be about %.3g; try a smaller learning rate",
              state.bestValidation(),
              unlearned));
    }
    R result = result(state);
    Json.write(run.result(), result);
    return new TrainOutcome<>(end, epochs(state), state.step(), result);
  }

  private R result(TrainState state) throws IOException {
    listener.onTest();
    Checkpoint.readWeights(run.best(), objective.weights());
    int epochs = epochs(state);
    return objective.result(state, objective.test(), epochs, epochs == config.numEpochs());
  }

  private void save(TrainState state) throws IOException {
    training.checkpoint().write(run.checkpoint(), identity, state);
    lastCheckpoint = System.nanoTime();
  }

  /** Whether the budget is spent when the test is, too. */
  private boolean budgetSpent() {
    Duration budget = options.budget();
    return budget != null && System.nanoTime() - start + testNanos >= budget.toNanos();
  }

  private int epochs(TrainState state) {
    return (int) (state.step() / minibatches.perEpoch());
  }
}
