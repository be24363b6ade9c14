package org.noether.learning.train;

import org.noether.learning.task.dynamics.DynamicsConfig;

/**
 * How far a run has come.
 *
 * @param step the steps done
 * @param epochLoss the sum of the present epoch's losses, each times the samples of its batch
 * @param bestValidation the smallest validation error so far
 * @param bestEpoch the epoch that reached it, from 1; 0 before the first
 */
public record Progress(long step, double epochLoss, double bestValidation, int bestEpoch) {
  public static final Progress START = new Progress(0, 0, Double.POSITIVE_INFINITY, 0);

  /** Checks the counts. */
  public Progress {
    DynamicsConfig.demand(step >= 0, "step", step, "must not be negative");
    DynamicsConfig.demand(bestEpoch >= 0, "best_epoch", bestEpoch, "must not be negative");
  }

  /** Returns this after another step. */
  public Progress afterStep(double loss, int samples) {
    return new Progress(step + 1, epochLoss + loss * samples, bestValidation, bestEpoch);
  }

  /** Returns this after the validation that ends an epoch. */
  public Progress afterEpoch(int epoch, double validation) {
    return validation < bestValidation
        ? new Progress(step, 0, validation, epoch)
        : new Progress(step, 0, bestValidation, bestEpoch);
  }
}
