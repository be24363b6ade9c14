package org.noether.learning.backend.cpu;

/**
 * An instruction with its kernel chosen and its operands resolved.
 *
 * <p>Its units, such as rows of a result, are computed independently of each other, so they may be
 * split among threads in any way without a change of bits. No sum is ever split.
 *
 * @param units how many units there are
 * @param multiple parts begin at multiples of this many units
 * @param nanos roughly how long one thread takes for all of them
 * @param action what computes them
 */
record Task(int units, int multiple, double nanos, Action action) {
  /**
   * Single-precision numbers in 64 bytes: parts that begin at multiples of it share no cache line,
   * and every vector is in the part that it would be in without parts.
   */
  static final int LINE = 16;

  /** Parts for each thread: several, so that one that is held up does fewer of them. */
  private static final int PARTS_PER_THREAD = 4;

  /** Computes some units of an instruction. */
  @FunctionalInterface
  interface Action {
    /**
     * Computes units {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param member whose scratch memory of the execution to use
     */
    void run(CpuExecution execution, int member, int from, int to);
  }

  /**
   * Returns into how many parts to split the units for a number of threads.
   *
   * @param leastNanos how long a part should take at least
   */
  int parts(int threads, double leastNanos) {
    if (threads == 1) {
      return 1;
    }
    int most = Math.min(PARTS_PER_THREAD * threads, Math.ceilDiv(units, multiple));
    int parts = Math.clamp((long) (nanos / leastNanos), 1, Math.max(1, most));
    return parts < threads ? parts : parts - parts % threads;
  }

  /** Returns the unit that a part begins with, or, of the part after the last, where all end. */
  int begin(int part, int parts) {
    long blocks = Math.ceilDiv(units, multiple);
    return (int) Math.min(units, blocks * part / parts * multiple);
  }
}
