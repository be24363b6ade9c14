package org.noether.learning.backend;

import org.jspecify.annotations.Nullable;

/** A compiled graph. Safe for use by several threads, each with an {@link Execution} of its own. */
@FunctionalInterface
public interface Executable {
  /** Returns a new way to run this on the thread that calls {@link Execution#run}. */
  default Execution newExecution() {
    return newExecution(1, null);
  }

  /**
   * Returns a new way to run this on several threads: operations are split among the one that calls
   * {@link Execution#run} and others, which are shared with other executions. The outputs' bits are
   * the same for any number. A backend that cannot do so uses the calling thread alone.
   *
   * @param threads how many threads work at a time, at most
   * @param replaced an execution of the same backend that will not run again, if this may take over
   *     its working memory: programs that take turns need the memory of the largest, not of all
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  Execution newExecution(int threads, @Nullable Execution replaced);
}
