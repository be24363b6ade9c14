package org.noether.learning.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the encoding of Protocol Buffers; fields are appended in the order of the calls. */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LOW = 0x7F;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  /** Appends an integer. */
  ProtoMessage integer(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** Appends a number in double precision. */
  ProtoMessage number(int field, double value) {
    key(field, FIXED64);
    content.writeBytes(little(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** Appends a number in single precision. */
  ProtoMessage single(int field, float value) {
    key(field, FIXED32);
    content.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  /** Appends numbers in double precision, packed. */
  ProtoMessage numbers(int field, double[] values) {
    byte[] packed = new byte[Math.multiplyExact(Double.BYTES, values.length)];
    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes(field, packed);
  }

  /** Appends a text. */
  ProtoMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a message. */
  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.encoded());
  }

  /** Returns the bytes of the message. */
  byte[] encoded() {
    return content.toByteArray();
  }

  private ProtoMessage bytes(int field, byte[] value) {
    key(field, BYTES);
    varint(value.length);
    content.writeBytes(value);
    return this;
  }

  private void key(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~LOW) != 0) {
      content.write((int) ((rest & LOW) | (LOW + 1)));
      rest >>>= Byte.SIZE - 1;
    }
    content.write((int) rest);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
