package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Kernels that fill the device's arrays and copy from and to them. TornadoVM compiles these. */
final class MemoryKernels {
  private MemoryKernels() {}

  /** Only writes, so that the arrays are allocated but not transferred. */
  static void own(KernelContext c, FloatArray numbers, IntArray ints) {
    numbers.set(c.globalIdx, 0f);
    ints.set(c.globalIdx, 0);
  }

  /** {@code staging} holds the place, the count and the integers. */
  static void putInts(KernelContext c, IntArray ints, IntArray staging) {
    int i = c.globalIdx;
    if (i < staging.get(1)) {
      ints.set(staging.get(0) + i, staging.get(2 + i));
    }
  }

  /** {@code place} holds the place and the count. */
  static void put(KernelContext c, FloatArray numbers, IntArray place, FloatArray staging) {
    int i = c.globalIdx;
    if (i < place.get(1)) {
      numbers.set(place.get(0) + i, staging.get(i));
    }
  }

  /** {@code place} holds the place and the count. */
  static void get(KernelContext c, FloatArray numbers, IntArray place, FloatArray staging) {
    int i = c.globalIdx;
    if (i < place.get(1)) {
      staging.set(i, numbers.get(place.get(0) + i));
    }
  }

  /** {@code place} holds the place and the count. */
  static void fill(KernelContext c, FloatArray numbers, IntArray place, FloatArray number) {
    int i = c.globalIdx;
    if (i < place.get(1)) {
      numbers.set(place.get(0) + i, number.get(0));
    }
  }

  /**
   * {@code place} holds the number of copies, the largest count, and the source, target and count
   * of each copy.
   */
  static void copy(KernelContext c, FloatArray numbers, IntArray place) {
    int longest = place.get(1);
    int copy = c.globalIdx / longest;
    if (copy < place.get(0)) {
      int i = c.globalIdx - copy * longest;
      if (i < place.get(4 + 3 * copy)) {
        numbers.set(place.get(3 + 3 * copy) + i, numbers.get(place.get(2 + 3 * copy) + i));
      }
    }
  }

  /** {@code place} holds the target, the count, the number of parts, and their places. */
  static void sum(KernelContext c, FloatArray numbers, IntArray place) {
    int i = c.globalIdx;
    if (i < place.get(1)) {
      int parts = place.get(2);
      float sum = numbers.get(place.get(3) + i);
      for (int part = 1; part < parts; part++) {
        sum += numbers.get(place.get(3 + part) + i);
      }
      numbers.set(place.get(0) + i, sum);
    }
  }
}
