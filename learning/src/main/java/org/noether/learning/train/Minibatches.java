package org.noether.learning.train;

import java.util.Arrays;

/** The order in which a run takes the samples of its training set. */
public final class Minibatches {
  private final long seed;
  private final int samples;
  private final int size;
  private final int perEpoch;
  private int orderedEpoch = -1;
  private int[] order = new int[0];

  /**
   * Divides samples into minibatches.
   *
   * @param seed the run's seed
   * @param samples how many there are
   * @param size the samples of a minibatch; all, if there are fewer
   * @param dropLast whether an epoch leaves out its last minibatch if that would be smaller
   */
  public Minibatches(long seed, int samples, int size, boolean dropLast) {
    this.seed = seed;
    this.samples = samples;
    this.size = Math.min(size, samples);
    this.perEpoch = dropLast ? samples / this.size : Math.ceilDiv(samples, this.size);
  }

  /** Returns the samples of a full minibatch. */
  public int size() {
    return size;
  }

  /** Returns the samples of the training set. */
  public int samples() {
    return samples;
  }

  /** Returns the minibatches, which are the steps, of an epoch. */
  public int perEpoch() {
    return perEpoch;
  }

  /** Returns the samples that an epoch takes. */
  public int samplesPerEpoch() {
    return Math.min(samples, perEpoch * size);
  }

  /** Returns the samples of a step, from 0. */
  public int[] of(long step) {
    int epoch = Math.toIntExact(step / perEpoch);
    if (epoch != orderedEpoch) {
      order = Randomness.order(seed, epoch, samples);
      orderedEpoch = epoch;
    }
    int from = Math.toIntExact(step % perEpoch) * size;
    return Arrays.copyOfRange(order, from, Math.min(from + size, order.length));
  }
}
