package org.noether.learning.backend;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/**
 * Allocates buffers and compiles graphs for one kind of device. Implementations are found by {@link
 * java.util.ServiceLoader}. Methods throw an {@link IllegalArgumentException} if a buffer belongs
 * to another backend, and an {@link IndexOutOfBoundsException} if a range exceeds a buffer.
 */
public interface Backend {
  /** Returns the name by which users choose it, such as {@code cpu}. */
  String name();

  /** Returns one line that describes the device and the arithmetic. */
  String description();

  /** Returns the devices that {@link #on} chooses from; empty for a backend on the processor. */
  default List<ComputeDevice> devices() {
    return List.of();
  }

  /**
   * Returns this backend on one of its devices, always the same instance for one device.
   *
   * @throws IllegalArgumentException if there is no such device; the message lists the available
   */
  default Backend on(String device) {
    throw new IllegalArgumentException(
        "backend '%s' has no device '%s' to choose".formatted(name(), device));
  }

  /**
   * Returns the backend for what is decided before a program runs, such as which points are
   * neighbours: this one, if it computes on the processor.
   */
  default Backend host() {
    return this;
  }

  /** Returns the precision of the elements of its buffers. */
  Precision precision();

  /** Returns a buffer of zeros. */
  Buffer allocate(int size);

  /** Copies numbers to a buffer, starting at {@code offset}, rounded to the backend's precision. */
  void upload(double[] numbers, Buffer to, int offset);

  /** Returns {@code count} elements, starting at {@code offset}, exactly. */
  double[] download(Buffer from, int offset, int count);

  /** Returns all elements of a buffer, exactly. */
  default double[] download(Buffer from) {
    return download(from, 0, from.size());
  }

  /** Copies {@code count} elements from one buffer to another. */
  void copy(Buffer from, int fromOffset, Buffer to, int toOffset, int count);

  /** Sets {@code count} elements, starting at {@code offset}, to one number. */
  void fill(Buffer to, int offset, int count, double number);

  /**
   * Sums buffers elementwise: each of {@code count} elements, starting at {@code offset}, becomes
   * the sum of the elements of the parts at the same index, added in the order of the parts.
   * Several threads may call this for disjoint ranges.
   */
  void sum(List<Buffer> parts, Buffer to, int offset, int count);

  /**
   * Returns whether a long computation is faster in parts whose numbers fit a processor's cache. On
   * other devices each instruction has a price of its own, so that few long ones are faster.
   */
  default boolean prefersSmallParts() {
    return true;
  }

  /** Returns what became of the kernels that this backend generated. */
  default KernelSummary kernels() {
    return new KernelSummary(0, 0, 0);
  }

  /**
   * Compiles the computation of outputs, which must belong to one graph.
   *
   * @throws IllegalArgumentException if the outputs are of several graphs, or indices
   */
  Executable compile(List<Tensor> outputs);
}
