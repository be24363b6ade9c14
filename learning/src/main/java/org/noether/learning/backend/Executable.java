package org.noether.learning.backend;

import org.jspecify.annotations.Nullable;

/** A compiled graph. Thread-safe if each thread uses its own {@link Execution}. */
@FunctionalInterface
public interface Executable {
  /** Returns a new execution that runs on the thread that calls {@link Execution#run}. */
  default Execution newExecution() {
    return newExecution(1, null);
  }

  /**
   * Returns a new execution that runs on several threads: the thread that calls {@link
   * Execution#run} and worker threads shared with other executions. The outputs are bit-identical
   * for any number of threads. A backend without multithreading uses the calling thread alone.
   *
   * @param threads the maximum number of threads
   * @param replaced an execution of the same backend that will not run again and whose working
   *     memory may be reused: executables that alternate then need the memory of the largest one
   *     only
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  Execution newExecution(int threads, @Nullable Execution replaced);
}
