package org.noether.learning.train;

import org.jspecify.annotations.Nullable;

/**
 * How a training run ended.
 *
 * @param <R> what it writes as its result
 * @param end why it ended
 * @param epochs the epochs done
 * @param steps the steps done
 * @param result the result, unless there is none yet because no epoch was completed or the run was
 *     stopped
 */
public record TrainOutcome<R>(End end, int epochs, long steps, @Nullable R result) {
  /** Why a run ended. */
  public enum End {
    /** All epochs are done. */
    FINISHED,
    /** The budget was spent, or the last epoch asked for done, before that. */
    BUDGET_SPENT,
    /** The {@link StopFlag} was raised; a checkpoint is there to resume from. */
    STOPPED
  }
}
