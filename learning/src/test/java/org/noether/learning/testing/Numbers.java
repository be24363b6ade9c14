package org.noether.learning.testing;

import java.util.Arrays;
import org.noether.learning.backend.Buffer;

/** What buffers hold. */
public final class Numbers {
  private Numbers() {}

  /** Returns all numbers of a buffer. */
  public static double[] of(Buffer buffer) {
    return buffer.backend().download(buffer);
  }

  /** Returns one number of a buffer. */
  public static double at(int place, Buffer buffer) {
    return buffer.backend().download(buffer, place, 1)[0];
  }

  /** Stores numbers in a buffer from a place on. */
  public static void set(Buffer buffer, int offset, double... numbers) {
    buffer.backend().upload(numbers, buffer, offset);
  }

  /** Stores one number at all places of a buffer. */
  public static void fill(Buffer buffer, double number) {
    buffer.backend().fill(buffer, 0, buffer.size(), number);
  }

  /** Multiplies all numbers of a buffer. */
  public static void scale(Buffer buffer, double factor) {
    set(buffer, 0, Arrays.stream(of(buffer)).map(number -> factor * number).toArray());
  }
}
