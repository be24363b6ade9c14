package org.noether.learning.backend.tornado;

/**
 * How the terms of sums are divided among work-groups, where the sums alone would keep too few
 * busy. What the groups store is added in the order of the terms. It depends on sizes alone, so
 * that results do not depend on the device's.
 *
 * @param count how many chunks there are
 * @param length the terms of a chunk; the last may have fewer
 */
record Chunks(int count, int length) {
  /** As many groups keep a device of some hundred processors busy. */
  private static final int GROUPS = 256;

  private static final int MULTIPLE = 16;

  /**
   * Divides the terms.
   *
   * @param groups the work-groups that compute all sums without division
   * @param least the least number of terms of a chunk that is worth its memory
   */
  static Chunks of(int groups, int terms, int least) {
    int wanted = Math.max(1, Math.min(GROUPS / Math.max(1, groups), terms / least));
    int length = Math.ceilDiv(Math.max(1, Math.ceilDiv(terms, wanted)), MULTIPLE) * MULTIPLE;
    return new Chunks(Math.max(1, Math.ceilDiv(terms, length)), length);
  }
}
