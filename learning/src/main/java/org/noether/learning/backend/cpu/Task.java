package org.noether.learning.backend.cpu;

/**
 * An instruction with its kernel selected and its operands resolved.
 *
 * <p>It consists of independent work units, such as rows of the result, which may be split among
 * threads without changing the bits of the result. Where a sum is split, its blocks depend on its
 * shape alone.
 *
 * @param units the number of units
 * @param granularity parts begin at multiples of this many units
 * @param nanos the estimated time of all units on one thread
 * @param partsPerThread the most parts for each thread: more than one for load balancing, one if
 *     each part has to look at all operands
 * @param action computes units
 */
record Task(int units, int granularity, double nanos, int partsPerThread, Action action) {
  /**
   * Floats in a cache line of 64 bytes. Parts that start at multiples of it share no cache line,
   * and splitting does not change the division into vectors.
   */
  static final int CACHE_LINE = 16;

  static final int PARTS_PER_THREAD = 4;

  /** Computes some units of an instruction. */
  @FunctionalInterface
  interface Action {
    /**
     * Computes units {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param memory the memory of the worker that computes them
     */
    void run(WorkerMemory memory, int from, int to);
  }

  Task(int units, int granularity, double nanos, Action action) {
    this(units, granularity, nanos, PARTS_PER_THREAD, action);
  }

  /**
   * Returns the number of parts for a number of threads.
   *
   * @param minNanos the minimum time of a part
   */
  int parts(int threads, double minNanos) {
    if (threads == 1) {
      return 1;
    }
    int most = Math.min(partsPerThread * threads, Math.ceilDiv(units, granularity));
    int parts = Math.clamp((long) (nanos / minNanos), 1, Math.max(1, most));
    return parts < threads ? parts : parts - parts % threads;
  }

  /** Returns the first unit of a part; for the part after the last, the number of units. */
  int begin(int part, int parts) {
    long blocks = Math.ceilDiv(units, granularity);
    return (int) Math.min(units, blocks * part / parts * granularity);
  }
}
