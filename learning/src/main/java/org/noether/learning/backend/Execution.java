package org.noether.learning.backend;

/**
 * A reusable execution of an {@link Executable}: bind inputs and outputs, then run any number of
 * times. Bindings stay until they are replaced. Not safe for concurrent use.
 */
public interface Execution {
  /**
   * Binds an input to the elements of a buffer that start at {@code offset}, in row-major order.
   *
   * @throws IllegalArgumentException if there is no such input, the buffer is too short, or it is
   *     another backend's
   */
  void bind(String input, Buffer buffer, int offset);

  /**
   * Binds an index input to indices, which are checked and copied.
   *
   * @throws IllegalArgumentException if there is no such input, the number of indices does not
   *     match its shape, or an index is out of bounds
   */
  void bindIndices(String input, int[] indices);

  /**
   * Binds an output to the elements of a buffer that start at {@code offset}, in row-major order.
   * They must not overlap an input or another output.
   *
   * @throws IllegalArgumentException if there is no such output, the buffer is too short, or it is
   *     another backend's
   */
  void bindOutput(int output, Buffer buffer, int offset);

  /**
   * Computes the outputs.
   *
   * @throws IllegalStateException if an input or output is not bound
   */
  void run();
}
