package org.noether.learning.backend;

/** A compiled graph. Safe for use by several threads, each with an {@link Execution} of its own. */
@FunctionalInterface
public interface Executable {

  /**
   * Returns a new way to run this, with working memory of its own, on the thread that calls {@link
   * Execution#run}.
   */
  Execution newExecution();

  /**
   * Returns a new way to run this on several threads: operations are split among the one that calls
   * {@link Execution#run} and others, which are shared with other executions. The outputs' bits are
   * the same for any number. A backend that cannot do so uses the calling thread alone.
   *
   * @param threads how many threads work at a time, at most
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  default Execution newExecution(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive, not " + threads);
    }
    return newExecution();
  }

  /**
   * Returns a new way to run this, which takes over the working memory of an execution that will
   * not run again: programs that take turns need the memory of the largest, not of all.
   *
   * @param threads how many threads work at a time, at most
   * @param replaced an execution of the same backend
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  default Execution newExecution(int threads, Execution replaced) {
    return newExecution(threads);
  }
}
