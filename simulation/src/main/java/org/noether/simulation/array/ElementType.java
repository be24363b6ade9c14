package org.noether.simulation.array;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * The numbers that an array may hold. All widen to doubles: exactly, but for integers beyond 2^53,
 * which are rounded.
 */
public enum ElementType {
  /** IEEE 754 half precision. */
  FLOAT16(Short.BYTES),
  /** IEEE 754 single precision. */
  FLOAT32(Float.BYTES),
  /** IEEE 754 double precision. */
  FLOAT64(Double.BYTES),
  /** Signed byte. */
  INT8(Byte.BYTES),
  /** Signed 16-bit integer. */
  INT16(Short.BYTES),
  /** Signed 32-bit integer. */
  INT32(Integer.BYTES),
  /** Signed 64-bit integer. */
  INT64(Long.BYTES),
  /** Unsigned byte. */
  UINT8(Byte.BYTES),
  /** Unsigned 16-bit integer. */
  UINT16(Short.BYTES),
  /** Unsigned 32-bit integer. */
  UINT32(Integer.BYTES),
  /** Unsigned 64-bit integer. */
  UINT64(Long.BYTES);

  private static final double TWO_TO_64 = 0x1p64;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of a number in bytes. */
  public int bytes() {
    return bytes;
  }

  /**
   * Widens some numbers.
   *
   * @param from numbers from its position 0, in its byte order
   * @param first the first of them to take
   * @param to receives them
   * @param at where the first goes
   * @param count how many
   */
  void widen(ByteBuffer from, int first, double[] to, int at, int count) {
    ByteBuffer source = from.duplicate().order(from.order()).rewind();
    switch (this) {
      case FLOAT64 -> source.asDoubleBuffer().get(first, to, at, count);
      case FLOAT32 -> {
        FloatBuffer floats = source.asFloatBuffer();
        for (int i = 0; i < count; i++) {
          to[at + i] = floats.get(first + i);
        }
      }
      case INT64, UINT64 -> {
        LongBuffer longs = source.asLongBuffer();
        for (int i = 0; i < count; i++) {
          long value = longs.get(first + i);
          to[at + i] = this == UINT64 && value < 0 ? value + TWO_TO_64 : value;
        }
      }
      case FLOAT16, INT16, UINT16 -> {
        ShortBuffer shorts = source.asShortBuffer();
        for (int i = 0; i < count; i++) {
          to[at + i] = small(shorts.get(first + i));
        }
      }
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = source.getInt((first + i) * Integer.BYTES);
        }
      }
      case UINT32 -> {
        for (int i = 0; i < count; i++) {
          to[at + i] = Integer.toUnsignedLong(source.getInt((first + i) * Integer.BYTES));
        }
      }
      case INT8, UINT8 -> {
        for (int i = 0; i < count; i++) {
          byte value = source.get(first + i);
          to[at + i] = this == UINT8 ? Byte.toUnsignedInt(value) : value;
        }
      }
    }
  }

  private double small(short value) {
    return switch (this) {
      case FLOAT16 -> Float.float16ToFloat(value);
      case UINT16 -> Short.toUnsignedInt(value);
      default -> value;
    };
  }
}
