package org.noether.simulation.trajectory;

import java.util.function.LongConsumer;

/** Receives the progress of a long computation. */
@FunctionalInterface
public interface ProgressListener {
  /**
   * Called now and then, by one thread at a time and with rising numbers, last with {@code done ==
   * total}.
   *
   * @param done units of work finished
   * @param total units of work altogether
   */
  void update(long done, long total);

  /**
   * Returns a thread-safe counter, which adds what it is given to the work done and reports the
   * sum.
   *
   * @param total units of work altogether
   */
  default LongConsumer counter(long total) {
    var done = new long[1];
    return finished -> {
      synchronized (done) {
        done[0] += finished;
        update(done[0], total);
      }
    };
  }
}
