package org.noether.simulation.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * HDF5's filter that stores the first bytes of all elements first, then their second bytes, and so
 * on. Bytes beyond the last whole element stay where they are.
 */
final class Shuffle {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Shuffle() {}

  /**
   * Puts the bytes of each element side by side.
   *
   * @throws IllegalArgumentException if elements have no bytes
   */
  static ByteBuffer undo(ByteBuffer data, int elementBytes) {
    if (elementBytes < 1) {
      throw new IllegalArgumentException("elements of %d bytes".formatted(elementBytes));
    }
    var shuffled = new byte[data.remaining()];
    data.duplicate().get(shuffled);
    var plain = new byte[shuffled.length];
    int elements = shuffled.length / elementBytes;
    int first = elementBytes == Long.BYTES ? undoLongs(shuffled, plain, elements) : 0;
    for (int i = first; i < elements; i++) {
      for (int b = 0; b < elementBytes; b++) {
        plain[i * elementBytes + b] = shuffled[b * elements + i];
      }
    }
    int whole = elements * elementBytes;
    System.arraycopy(shuffled, whole, plain, whole, shuffled.length - whole);
    return ByteBuffer.wrap(plain);
  }

  /**
   * Transposes squares of eight by eight bytes (Warren, Hacker's Delight, 2nd ed., section 7-3).
   *
   * @return how many elements that were
   */
  private static int undoLongs(byte[] shuffled, byte[] plain, int elements) {
    var square = new long[Long.BYTES];
    int first = 0;
    for (; first + square.length <= elements; first += square.length) {
      for (int k = 0; k < square.length; k++) {
        square[k] = (long) LONGS.get(shuffled, k * elements + first);
      }
      for (int k = 0; k < 4; k++) {
        exchange(square, k, k + 4, 32, 0xffff_ffffL);
      }
      for (int k = 0; k < 4; k++) {
        exchange(square, k + (k & 2), k + (k & 2) + 2, 16, 0xffff_0000_ffffL);
      }
      for (int k = 0; k < 4; k++) {
        exchange(square, 2 * k, 2 * k + 1, 8, 0xff_00ff_00ff_00ffL);
      }
      for (int k = 0; k < square.length; k++) {
        LONGS.set(plain, (first + k) * square.length, square[k]);
      }
    }
    return first;
  }

  /** Exchanges the upper parts of one number with the lower parts of another, which are masked. */
  private static void exchange(long[] square, int upper, int lower, int bits, long mask) {
    long different = (square[upper] >>> bits ^ square[lower]) & mask;
    square[lower] ^= different;
    square[upper] ^= different << bits;
  }
}
