package org.noether.learning.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of training: they change when it ends and how long it takes, never its bits.
 *
 * @param threads how many threads compute
 * @param budget the time after which training ends, at the next step; {@code null} for no limit
 * @param fitEpochs whether to lower the number of epochs beforehand, from the measured time of a
 *     step, so that the schedule is completed within the budget; where not even one epoch would be,
 *     also the number of samples to learn from if the task allows it
 * @param checkpointEvery the time between checkpoints within an epoch
 * @param stop asks for an early end
 */
public record TrainOptions(
    int threads,
    @Nullable Duration budget,
    boolean fitEpochs,
    Duration checkpointEvery,
    StopFlag stop) {
  /** Checks the numbers. */
  public TrainOptions {
    RunConfig.demand(threads > 0, "threads", threads, "must be positive");
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
        false,
        Duration.ofSeconds(60),
        new StopFlag());
  }

  /** Returns this with another number of threads. */
  public TrainOptions withThreads(int count) {
    return new TrainOptions(count, budget, fitEpochs, checkpointEvery, stop);
  }

  /** Returns this with a budget, and whether the number of epochs is fitted to it. */
  public TrainOptions withBudget(Duration limit, boolean fit) {
    return new TrainOptions(threads, limit, fit, checkpointEvery, stop);
  }

  /** Returns this with another time between checkpoints. */
  public TrainOptions withCheckpointEvery(Duration interval) {
    return new TrainOptions(threads, budget, fitEpochs, interval, stop);
  }

  /** Returns this with another stop flag. */
  public TrainOptions withStop(StopFlag flag) {
    return new TrainOptions(threads, budget, fitEpochs, checkpointEvery, flag);
  }
}
