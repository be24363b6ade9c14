package org.noether.simulation.io;

/** Element types of the safetensors format that Noether uses, under the format's names. */
public enum DType {
  /** IEEE 754 double precision. */
  F64(Double.BYTES),
  /** Signed 64-bit integer. */
  I64(Long.BYTES),
  /** IEEE 754 single precision. */
  F32(Float.BYTES),
  /** IEEE 754 half precision. */
  F16(Short.BYTES),
  /** The upper half of single precision. */
  BF16(Short.BYTES),
  /** Signed 32-bit integer. */
  I32(Integer.BYTES),
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
