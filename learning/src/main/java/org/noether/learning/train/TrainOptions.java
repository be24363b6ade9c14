package org.noether.learning.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of training: they change when it ends and how long it takes, never its bits.
 *
 * @param threads how many threads compute
 * @param budget the time after which training ends, at the next step; {@code null} for no limit
 * @param lastEpoch the epoch after which training ends, as if a budget were spent then; the
 *     schedule of the learning rate stays
 * @param fit whether to fit the number of epochs to the budget
 * @param checkpointEvery the time between checkpoints within an epoch
 * @param stop asks for an early end
 */
public record TrainOptions(
    int threads,
    @Nullable Duration budget,
    int lastEpoch,
    Fit fit,
    Duration checkpointEvery,
    StopFlag stop) {
  /**
   * What is done beforehand, from the measured time of a step, so that the schedule of the learning
   * rate is completed within the budget.
   */
  public enum Fit {
    /** Nothing: training ends when the budget is spent. */
    NONE,
    /**
     * The number of epochs is lowered; where not even one fits, also the number of samples if the
     * task allows it. A budget that does not hold the least is refused.
     */
    WITHIN,
    /** The same, but the least is trained even if it takes longer. */
    OVERRUN
  }

  /** Checks the numbers. */
  public TrainOptions {
    RunConfig.demand(threads > 0, "threads", threads, "must be positive");
    RunConfig.demand(lastEpoch > 0, "last_epoch", lastEpoch, "must be positive");
    RunConfig.demand(
        budget == null || budget.isPositive(),
        "budget",
        String.valueOf(budget),
        "must be positive");
  }

  /** Returns the defaults: one thread for each processor, no budget, a checkpoint every minute. */
  public static TrainOptions defaults() {
    return new TrainOptions(
        Runtime.getRuntime().availableProcessors(),
        null,
        Integer.MAX_VALUE,
        Fit.NONE,
        Duration.ofSeconds(60),
        new StopFlag());
  }

  /** Returns this with another number of threads. */
  public TrainOptions withThreads(int count) {
    return new TrainOptions(count, budget, lastEpoch, fit, checkpointEvery, stop);
  }

  /** Returns this with a budget, and whether the number of epochs is fitted to it. */
  public TrainOptions withBudget(Duration limit, Fit fitted) {
    return new TrainOptions(threads, limit, lastEpoch, fitted, checkpointEvery, stop);
  }

  /** Returns this with another last epoch. */
  public TrainOptions withLastEpoch(int epoch) {
    return new TrainOptions(threads, budget, epoch, fit, checkpointEvery, stop);
  }

  /** Returns this with another time between checkpoints. */
  public TrainOptions withCheckpointEvery(Duration interval) {
    return new TrainOptions(threads, budget, lastEpoch, fit, interval, stop);
  }

  /** Returns this with another stop flag. */
  public TrainOptions withStop(StopFlag flag) {
    return new TrainOptions(threads, budget, lastEpoch, fit, checkpointEvery, flag);
  }
}
