package org.noether.learning.backend;

/**
 * One way to run an {@link Executable}: bind leaves and outputs, then run as often as wanted.
 * Bindings stay until they are changed. Confined to one thread at a time.
 */
public interface Execution {
  /**
   * Says where an input's numbers are: in {@code buffer}, from {@code offset} on, row-major.
   *
   * @throws IllegalArgumentException if there is no such input, the buffer is too short, or it is
   *     another backend's
   */
  void bind(String input, Buffer buffer, int offset);

  /**
   * Says what an index input's numbers are; they are checked and copied.
   *
   * @throws IllegalArgumentException if there is no such input, or their number or one of them is
   *     out of bounds
   */
  void bindIndices(String input, int[] indices);

  /**
   * Says where an output's numbers go: to {@code buffer}, from {@code offset} on, row-major. The
   * place must not overlap an input's or another output's.
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
