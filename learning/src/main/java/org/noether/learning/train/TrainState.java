package org.noether.learning.train;

/**
 * How far a run has come.
 *
 * @param step the steps done
 * @param epochLoss the sum of the present epoch's losses, each times the samples of its batch
 * @param bestValidation the smallest validation error so far
 * @param bestEpoch the epoch that reached it, from 1; 0 before the first
 */
public record TrainState(long step, double epochLoss, double bestValidation, int bestEpoch) {
  static final TrainState START = new TrainState(0, 0, Double.POSITIVE_INFINITY, 0);

  /** Checks the counts. */
  public TrainState {
    RunConfig.demand(step >= 0, "step", step, "must not be negative");
    RunConfig.demand(bestEpoch >= 0, "best_epoch", bestEpoch, "must not be negative");
  }

  /** Returns this after another step. */
  TrainState afterStep(double loss, int samples) {
    return new TrainState(step + 1, epochLoss + loss * samples, bestValidation, bestEpoch);
  }

  /**
   * Returns this after the validation that ends an epoch.
   *
   * @param selects whether the epoch must have the smallest validation error to be kept
   */
  TrainState afterEpoch(int epoch, double validation, boolean selects) {
    return !selects || validation < bestValidation
        ? new TrainState(step, 0, validation, epoch)
        : new TrainState(step, 0, bestValidation, bestEpoch);
  }
}
