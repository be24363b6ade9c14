package org.noether.learning.backend;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * Something that keeps numbers and runs graphs on them. Implementations are found by {@link
 * java.util.ServiceLoader}. Buffers are those of the same backend: methods that are given another's
 * throw an {@link IllegalArgumentException}, and an {@link IndexOutOfBoundsException} where they
 * would reach beyond a buffer's end.
 */
public interface Backend {
  /** Returns the name a user chooses it by, such as {@code cpu}. */
  String name();

  /** Returns one line about the device and how it computes. */
  String description();

  /** Returns the precision of its numbers. */
  Precision precision();

  /** Returns a buffer of zeros. */
  Buffer allocate(int size);

  /** Stores numbers from {@code offset} on, rounded to the backend's precision. */
  void upload(double[] numbers, Buffer to, int offset);

  /** Returns {@code count} numbers from {@code offset} on, exactly. */
  double[] download(Buffer from, int offset, int count);

  /** Returns all numbers of a buffer, exactly. */
  default double[] download(Buffer from) {
    return download(from, 0, from.size());
  }

  /** Copies {@code count} numbers from one buffer to another. */
  void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count);

  /** Stores one number at {@code count} places from {@code offset} on. */
  void fill(Buffer to, int offset, int count, double number);

  /**
   * Stores sums of buffers: each of {@code count} numbers from {@code offset} on becomes the sum of
   * the parts' numbers at its place, added in the order of the parts. Several threads may do this
   * to different places.
   */
  void sum(List<Buffer> parts, Buffer to, int offset, int count);

  /**
   * Compiles what computes the outputs, all from one graph.
   *
   * @throws IllegalArgumentException if the outputs are of several graphs, or indices
   */
  Executable compile(List<Tensor> outputs);
}
