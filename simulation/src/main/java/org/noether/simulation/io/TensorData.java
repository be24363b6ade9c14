package org.noether.simulation.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * The elements of one stored tensor in row-major order. Every accessor is exact: it returns the
 * stored values or throws.
 */
public final class TensorData {
  private static final double TWO_TO_64 = 0x1p64;

  private final DType dtype;
  private final int[] shape;
  private final ByteBuffer data;

  TensorData(DType dtype, int[] shape, ByteBuffer littleEndian) {
    if (elements(shape) * dtype.bytes() != littleEndian.remaining()) {
      throw new IllegalArgumentException(
          "shape %s of %s does not hold %d bytes"
              .formatted(Arrays.toString(shape), dtype, littleEndian.remaining()));
    }
    this.dtype = dtype;
    this.shape = shape.clone();
    this.data = littleEndian;
  }

  /** An {@link DType#F64} tensor; an empty shape is a scalar. */
  public static TensorData of(double[] values, int... shape) {
    var data = allocate(values.length, DType.F64);
    data.asDoubleBuffer().put(values);
    return new TensorData(DType.F64, shape, data);
  }

  /** An {@link DType#F32} tensor. */
  public static TensorData of(float[] values, int... shape) {
    var data = allocate(values.length, DType.F32);
    data.asFloatBuffer().put(values);
    return new TensorData(DType.F32, shape, data);
  }

  /** An {@link DType#I64} tensor. */
  public static TensorData of(long[] values, int... shape) {
    var data = allocate(values.length, DType.I64);
    data.asLongBuffer().put(values);
    return new TensorData(DType.I64, shape, data);
  }

  /** An {@link DType#I32} tensor. */
  public static TensorData of(int[] values, int... shape) {
    var data = allocate(values.length, DType.I32);
    data.asIntBuffer().put(values);
    return new TensorData(DType.I32, shape, data);
  }

  /** A tensor of {@link DType#F16} or {@link DType#BF16}, given by their bits. */
  public static TensorData ofHalves(DType dtype, short[] bits, int... shape) {
    var data = allocate(bits.length, dtype);
    data.asShortBuffer().put(bits);
    return new TensorData(dtype, shape, data);
  }

  /** A {@link DType#BOOL} tensor. */
  public static TensorData of(boolean[] values, int... shape) {
    var data = allocate(values.length, DType.BOOL);
    for (int i = 0; i < values.length; i++) {
      data.put(i, (byte) (values[i] ? 1 : 0));
    }
    return new TensorData(DType.BOOL, shape, data);
  }

  /** Element type as stored. */
  public DType dtype() {
    return dtype;
  }

  /** Lengths of the axes, outermost first. */
  public int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int size() {
    return data.remaining() / dtype.bytes();
  }

  /**
   * The elements as doubles, to which floating point and integers of up to 32 bits widen exactly.
   *
   * @throws IllegalStateException if the type is {@link DType#I64}, {@link DType#U64} or {@link
   *     DType#BOOL}
   */
  public double[] doubles() {
    var values = new double[size()];
    switch (dtype) {
      case F64 -> data.asDoubleBuffer().get(values);
      case F32 -> Arrays.setAll(values, data.asFloatBuffer()::get);
      case F16 -> Arrays.setAll(values, i -> Float.float16ToFloat(data.asShortBuffer().get(i)));
      case BF16 ->
          Arrays.setAll(
              values, i -> Float.intBitsToFloat(data.asShortBuffer().get(i) << Short.SIZE));
      case I32, U32, I16, U16, I8, U8 -> Arrays.setAll(values, this::integer);
      case I64, U64, BOOL -> throw refuse("doubles");
    }
    return values;
  }

  /** The elements as doubles, integers beyond 2^53 rounded, and 0 or 1 for {@link DType#BOOL}. */
  public double[] rounded() {
    if (dtype != DType.I64 && dtype != DType.U64 && dtype != DType.BOOL) {
      return doubles();
    }
    var values = new double[size()];
    Arrays.setAll(
        values, i -> dtype == DType.U64 && integer(i) < 0 ? integer(i) + TWO_TO_64 : integer(i));
    return values;
  }

  /**
   * The elements as longs; smaller integers and {@link DType#BOOL} widen exactly.
   *
   * @throws IllegalStateException if the type is floating point or {@link DType#U64}
   */
  public long[] longs() {
    var values = new long[size()];
    switch (dtype) {
      case I64 -> data.asLongBuffer().get(values);
      case I32, U32, I16, U16, I8, U8, BOOL -> Arrays.setAll(values, this::integer);
      case F64, F32, F16, BF16, U64 -> throw refuse("longs");
    }
    return values;
  }

  /** An element of a type of integers; its bits, if that is {@link DType#U64}. */
  private long integer(int index) {
    int at = data.position() + index * dtype.bytes();
    return switch (dtype) {
      case I64, U64 -> data.getLong(at);
      case I32 -> data.getInt(at);
      case U32 -> Integer.toUnsignedLong(data.getInt(at));
      case I16 -> data.getShort(at);
      case U16 -> Short.toUnsignedLong(data.getShort(at));
      case I8, BOOL -> data.get(at);
      case U8 -> Byte.toUnsignedLong(data.get(at));
      case F64, F32, F16, BF16 -> throw refuse("integers");
    };
  }

  /**
   * The elements as ints.
   *
   * @throws IllegalStateException if the type is floating point
   * @throws ArithmeticException if an {@link DType#I64} element does not fit
   */
  public int[] ints() {
    if (dtype == DType.I32) {
      var values = new int[size()];
      data.asIntBuffer().get(values);
      return values;
    }
    return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * The elements as booleans.
   *
   * @throws IllegalStateException if the type is not {@link DType#BOOL}
   */
  public boolean[] booleans() {
    if (dtype != DType.BOOL) {
      throw refuse("booleans");
    }
    var values = new boolean[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = data.get(data.position() + i) != 0;
    }
    return values;
  }

  /** Adds the stored bytes, little-endian, to a checksum. */
  public void addTo(Checksum checksum) {
    checksum.update(bytes());
  }

  /** The stored bytes, little-endian, read-only. */
  ByteBuffer bytes() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorData that
        && dtype == that.dtype
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
  }

  @Override
  public String toString() {
    return dtype + Arrays.toString(shape);
  }

  private static ByteBuffer allocate(int elements, DType dtype) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, dtype.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long elements(int[] shape) {
    long product = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("negative length in shape " + Arrays.toString(shape));
      }
      product = Math.multiplyExact(product, length);
    }
    return product;
  }

  private IllegalStateException refuse(String wanted) {
    return new IllegalStateException(
        "a tensor of " + dtype + " cannot be read as " + wanted + " without changing its values");
  }
}
