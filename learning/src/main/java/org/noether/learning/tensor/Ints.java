package org.noether.learning.tensor;

import java.util.Arrays;

/**
 * An immutable array of ints with equality by contents, so that it can be part of an {@link Op}.
 */
public final class Ints {
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  /** Returns the given numbers, copied. */
  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /** Returns how many numbers there are. */
  public int size() {
    return values.length;
  }

  /** Returns one number. */
  public int get(int index) {
    return values[index];
  }

  /** Returns a copy of the numbers. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints ints && Arrays.equals(values, ints.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length <= 16 ? Arrays.toString(values) : "[" + values.length + " numbers]";
  }
}
