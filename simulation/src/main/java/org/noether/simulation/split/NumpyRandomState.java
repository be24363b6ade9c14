package org.noether.simulation.split;

import org.hipparchus.random.MersenneTwister;

/**
 * The part of numpy's {@code RandomState} that shuffles: MT19937 seeded by Knuth's linear
 * recurrence (Matsumoto and Nishimura's {@code init_genrand}), bounded integers by masked
 * rejection, and the Fisher-Yates shuffle from the last element down. Not thread-safe.
 */
public final class NumpyRandomState {
  private static final double TWO_POW_26 = 0x1p26;
  private static final double TWO_POW_MINUS_53 = 0x1p-53;

  private final MersenneTwister bits;

  /** The state of {@code numpy.random.RandomState(seed)}. */
  public NumpyRandomState(int seed) {
    bits = new MersenneTwister(seed);
  }

  /**
   * {@code permutation(n)}: the numbers 0 to n - 1 in random order.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("cannot permute " + n + " elements");
    }
    var permutation = new int[n];
    for (int i = 0; i < n; i++) {
      permutation[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = nextUpTo(i);
      int swapped = permutation[i];
      permutation[i] = permutation[j];
      permutation[j] = swapped;
    }
    return permutation;
  }

  /** {@code random_sample()}: uniform in [0, 1) with 53 random bits. */
  public double nextDouble() {
    int high = bits.nextInt() >>> 5;
    int low = bits.nextInt() >>> 6;
    return (high * TWO_POW_26 + low) * TWO_POW_MINUS_53;
  }

  /** Uniform in [0, max]: the lowest bits that can hold {@code max}, drawn until they fit. */
  private int nextUpTo(int max) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value;
    do {
      value = bits.nextInt() & mask;
    } while (value > max);
    return value;
  }
}
