package org.noether.learning.task.dynamics;

import org.noether.learning.train.RunConfig;

/**
 * The extent of a comparison with the true system.
 *
 * @param systems the test systems to roll out for long, at most the test set
 * @param steps the steps of the long rollouts, each as long as those of the data
 * @param examples the rollouts to keep whole, at most {@code systems}
 * @param threads how many threads compute
 */
public record EvaluationOptions(int systems, int steps, int examples, int threads) {
  /** Checks the numbers. */
  public EvaluationOptions {
    RunConfig.demand(systems > 0, "systems", systems, "must be positive");
    RunConfig.demand(steps > 0, "steps", steps, "must be positive");
    RunConfig.demand(examples >= 0, "examples", examples, "must not be negative");
    RunConfig.demand(threads > 0, "threads", threads, "must be positive");
  }

  /** Returns the defaults: 50 systems over the 499 steps of a trajectory, one kept whole. */
  public static EvaluationOptions defaults() {
    return new EvaluationOptions(50, 499, 1, Runtime.getRuntime().availableProcessors());
  }
}
