package org.noether.simulation.io;

/** Element types of the safetensors format: all but complex numbers and floats below 16 bits. */
public enum DType {
  /** IEEE 754 double precision. */
  F64(Double.BYTES),
  /** Signed 64-bit integer. */
  I64(Long.BYTES),
  /** Unsigned 64-bit integer. */
  U64(Long.BYTES),
  /** IEEE 754 single precision. */
  F32(Float.BYTES),
  /** IEEE 754 half precision. */
  F16(Short.BYTES),
  /** The upper half of single precision. */
  BF16(Short.BYTES),
  /** Signed 32-bit integer. */
  I32(Integer.BYTES),
  /** Unsigned 32-bit integer. */
  U32(Integer.BYTES),
  /** Signed 16-bit integer. */
  I16(Short.BYTES),
  /** Unsigned 16-bit integer. */
  U16(Short.BYTES),
  /** Signed byte. */
  I8(Byte.BYTES),
  /** Unsigned byte. */
  U8(Byte.BYTES),
  /** One byte, 0 or 1. */
  BOOL(Byte.BYTES);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
