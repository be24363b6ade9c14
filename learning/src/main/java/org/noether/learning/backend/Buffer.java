package org.noether.learning.backend;

import java.util.Arrays;

/** Numbers on the host, in the precision of the backend that computes with them. */
public sealed interface Buffer {

  /** Single precision. */
  @SuppressWarnings("ArrayRecordComponent")
  record F32(float[] values) implements Buffer {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int index) {
      return values[index];
    }

    @Override
    public void set(int index, double value) {
      values[index] = (float) value;
    }

    @Override
    public void fill(int from, int to, double value) {
      Arrays.fill(values, from, to, (float) value);
    }
  }

  /** Double precision. */
  @SuppressWarnings("ArrayRecordComponent")
  record F64(double[] values) implements Buffer {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int index) {
      return values[index];
    }

    @Override
    public void set(int index, double value) {
      values[index] = value;
    }

    @Override
    public void fill(int from, int to, double value) {
      Arrays.fill(values, from, to, value);
    }
  }

  /** Returns how many numbers the buffer holds. */
  int size();

  /** Returns one number, exactly. */
  double get(int index);

  /** Stores one number, rounded to the buffer's precision. */
  void set(int index, double value);

  /** Stores one number at every place from {@code from} (inclusive) to {@code to} (exclusive). */
  void fill(int from, int to, double value);

  /** Stores numbers from {@code offset} on, rounded to the buffer's precision. */
  default void put(int offset, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      set(offset + i, numbers[i]);
    }
  }

  /** Returns {@code count} numbers from {@code offset} on. */
  default double[] toArray(int offset, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = get(offset + i);
    }
    return numbers;
  }

  /** Returns all numbers. */
  default double[] toArray() {
    return toArray(0, size());
  }
}
