package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What kernels of sums call. Several threads of a work-group, its lanes, share a sum: each adds
 * every so many terms, and then the lanes' sums are added in pairs. A row holds the number of sums,
 * the number of terms, that of lanes, whether neighbouring threads are lanes of one sum (1) or
 * belong to neighbouring sums (0), and length and number of the chunks of terms; the sums of each
 * chunk lie one after the other. TornadoVM compiles these.
 */
final class SumKernels {
  /** Where a row holds the number of lanes, a power of two of at most {@link Kernel#GROUP}. */
  static final int LANES = 3;

  /** Where a row holds the first extent. */
  static final int EXTENTS = 7;

  private SumKernels() {}

  /** The number of the thread's sum in its chunk. */
  static int element(IntArray ints, int row, int group, int thread) {
    return number(ints, row, group, thread) % ints.get(row + 1);
  }

  /** The number of the thread's sum, counted through all chunks. */
  private static int number(IntArray ints, int row, int group, int thread) {
    int lanes = ints.get(row + LANES);
    int width = Kernel.GROUP / lanes;
    int own = thread % width;
    if (ints.get(row + 4) != 0) {
      own = thread / lanes;
    }
    return group * width + own;
  }

  private static int lane(IntArray ints, int row, int thread) {
    int lanes = ints.get(row + LANES);
    int lane = thread / (Kernel.GROUP / lanes);
    if (ints.get(row + 4) != 0) {
      lane = thread % lanes;
    }
    return lane;
  }

  /** The thread's first term. */
  static int first(IntArray ints, int row, int group, int thread) {
    int chunk = number(ints, row, group, thread) / ints.get(row + 1);
    return chunk * ints.get(row + 5) + lane(ints, row, thread);
  }

  /** The end of the chunk, 0 for threads without a sum. */
  static int end(IntArray ints, int row, int group, int thread) {
    int chunk = number(ints, row, group, thread) / ints.get(row + 1);
    int end = (chunk + 1) * ints.get(row + 5);
    if (end > ints.get(row + 2)) {
      end = ints.get(row + 2);
    }
    if (chunk >= ints.get(row + 6)) {
      end = 0;
    }
    return end;
  }

  /** Whether the thread stores a sum: 1 or 0. */
  static int stores(IntArray ints, int row, int group, int thread) {
    int stores = 0;
    if (lane(ints, row, thread) == 0) {
      if (number(ints, row, group, thread) < ints.get(row + 1) * ints.get(row + 6)) {
        stores = 1;
      }
    }
    return stores;
  }

  /** Where the chunk's sums begin. */
  static int base(IntArray ints, int row, int group, int thread) {
    int sums = ints.get(row + 1);
    return number(ints, row, group, thread) / sums * sums;
  }

  /** Adds the sums of a thread's lanes in pairs; the first lane returns the result. */
  static float addLanes(
      KernelContext c, IntArray ints, int row, int thread, float[] shared, float sum) {
    int lanes = ints.get(row + LANES);
    int width = Kernel.GROUP / lanes;
    int lane = lane(ints, row, thread);
    int at = number(ints, row, 0, thread) + lane * width;
    shared[at] = sum;
    c.localBarrier();
    for (int half = lanes / 2; half > 0; half = half / 2) {
      if (lane < half) {
        shared[at] = shared[at] + shared[at + half * width];
      }
      c.localBarrier();
    }
    float result = shared[at];
    c.localBarrier();
    return result;
  }
}
