package org.noether.learning.train;

import java.time.Duration;

/** Receives the progress of a training run. All calls come from the thread that trains. */
public interface TrainListener {
  /** A listener that ignores everything. */
  TrainListener SILENT = new TrainListener() {};

  /** A stage begins that takes a while, such as making the data or compiling. */
  default void onStage(String description) {}

  /**
   * The number of epochs was fitted to the budget.
   *
   * @param epochs how many fit it; 0 if not even one does, in which case one is trained all the
   *     same
   * @param perEpoch how long an epoch takes
   */
  default void onEpochsFitted(int epochs, Duration perEpoch) {}

  /**
   * Not even one epoch fits the budget, and so the number of samples to learn from was fitted to
   * it.
   *
   * @param samples how many fit one epoch
   * @param all how many there are
   */
  default void onSamplesFitted(int samples, int all) {}

  /**
   * Training begins.
   *
   * @param config what is trained, with the final number of epochs
   * @param stepsPerEpoch the steps of an epoch
   * @param epochsDone the epochs done already, by the run that is resumed
   */
  default void onStart(RunConfig<?> config, int stepsPerEpoch, int epochsDone) {}

  /**
   * A step was done.
   *
   * @param epoch the epoch, from 1
   * @param step the step within the epoch, from 1
   * @param stepsPerEpoch the steps of an epoch
   * @param loss the minibatch's loss before the step
   */
  default void onStep(int epoch, int step, int stepsPerEpoch, double loss) {}

  /** All epochs are done, and the test of the best weights begins. */
  default void onTest() {}

  /**
   * An epoch was done and its checkpoint is on disk.
   *
   * @param metrics what it achieved
   * @param best whether its validation error is the smallest so far
   */
  default void onEpoch(EpochMetrics metrics, boolean best) {}

  /**
   * An epoch was done; the weights are those after it.
   *
   * @param step the steps done since the beginning
   * @param weights the weights, which training goes on to change
   */
  default void onWeights(long step, Weights weights) {}

  /** Returns a listener that tells two. */
  static TrainListener both(TrainListener first, TrainListener second) {
    return new TrainListener() {
      @Override
      public void onStage(String description) {
        first.onStage(description);
        second.onStage(description);
      }

      @Override
      public void onEpochsFitted(int epochs, Duration perEpoch) {
        first.onEpochsFitted(epochs, perEpoch);
        second.onEpochsFitted(epochs, perEpoch);
      }

      @Override
      public void onSamplesFitted(int samples, int all) {
        first.onSamplesFitted(samples, all);
        second.onSamplesFitted(samples, all);
      }

      @Override
      public void onStart(RunConfig<?> config, int stepsPerEpoch, int epochsDone) {
        first.onStart(config, stepsPerEpoch, epochsDone);
        second.onStart(config, stepsPerEpoch, epochsDone);
      }

      @Override
      public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
        first.onStep(epoch, step, stepsPerEpoch, loss);
        second.onStep(epoch, step, stepsPerEpoch, loss);
      }

      @Override
      public void onTest() {
        first.onTest();
        second.onTest();
      }

      @Override
      public void onEpoch(EpochMetrics metrics, boolean best) {
        first.onEpoch(metrics, best);
        second.onEpoch(metrics, best);
      }

      @Override
      public void onWeights(long step, Weights weights) {
        first.onWeights(step, weights);
        second.onWeights(step, weights);
      }
    };
  }
}
