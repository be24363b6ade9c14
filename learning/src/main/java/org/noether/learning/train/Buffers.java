package org.noether.learning.train;

import org.noether.learning.backend.Buffer;

/** Arithmetic on whole buffers of one precision. */
public final class Buffers {
  private Buffers() {}

  /** Copies {@code count} numbers. */
  public static void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count) {
    if (from instanceof Buffer.F32(float[] source) && to instanceof Buffer.F32(float[] target)) {
      System.arraycopy(source, fromOffset, target, toOffset, count);
    } else if (from instanceof Buffer.F64(double[] source)
        && to instanceof Buffer.F64(double[] target)) {
      System.arraycopy(source, fromOffset, target, toOffset, count);
    } else {
      throw new IllegalArgumentException("buffers of two precisions");
    }
  }

  /** Copies all numbers. */
  public static void copy(Buffer from, Buffer to) {
    copy(from, 0, to, 0, from.size());
  }

  /**
   * Adds numbers {@code start} to {@code end} (exclusive) of {@code from} to those of {@code to}.
   */
  public static void add(Buffer from, Buffer to, int start, int end) {
    if (from instanceof Buffer.F32(float[] source) && to instanceof Buffer.F32(float[] target)) {
      for (int i = start; i < end; i++) {
        target[i] += source[i];
      }
    } else if (from instanceof Buffer.F64(double[] source)
        && to instanceof Buffer.F64(double[] target)) {
      for (int i = start; i < end; i++) {
        target[i] += source[i];
      }
    } else {
      throw new IllegalArgumentException("buffers of two precisions");
    }
  }
}
