package org.noether.learning.train;

import java.util.Locale;
import org.noether.learning.nn.Layer;

/**
 * What compiling a network's loss takes, estimated before it is begun.
 *
 * @param operations how many operations the loss and its gradient have, about
 */
record Compilation(long operations) {
  /**
   * Operations for each tensor of weights and each evaluation of the network: 8 of FC, 19 of HFC,
   * 22 of HLieResNet.
   */
  private static final long OPERATIONS = 20;

  /** What compiling an operation holds in memory: 430,000 of HFC were compiled in 300 MB. */
  private static final long BYTES = 700;

  /** How many are compiled on the machine that this was measured on. */
  private static final long PER_SECOND = 50_000;

  private static final long NOTEWORTHY_SECONDS = 5;

  /**
   * Estimates it.
   *
   * @param evaluations how often the loss evaluates the network
   */
  static Compilation of(Layer network, int evaluations) {
    return new Compilation(OPERATIONS * network.parameters().size() * evaluations);
  }

  /**
   * Demands that there is memory for it.
   *
   * @param heap the memory, in bytes
   * @throws IllegalArgumentException if there is not
   */
  void demand(long heap) {
    long needed = operations * BYTES;
    if (needed > heap) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network has about %,d operations, which need %,d MiB of memory to be compiled,"
                  + " and the heap is limited to %,d MiB; choose fewer layers",
              operations,
              needed >> 20,
              heap >> 20));
    }
  }

  /** Says what is done, and how long it takes where that is long. */
  String stage() {
    long seconds = operations / PER_SECOND;
    return seconds < NOTEWORTHY_SECONDS
        ? "compiling the network"
        : String.format(
            Locale.ROOT,
            "compiling the network, about %,d operations in %d s or more",
            operations,
            seconds);
  }
}
