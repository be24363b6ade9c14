package org.noether.learning.backend.cpu;

/**
 * A compiled {@link org.noether.learning.compile.Loop}; one kernel serves all loops of its form.
 */
interface LoopKernel {
  /**
   * Runs the loop.
   *
   * @param memory the arena, inputs and outputs, by slot
   * @param bases where each slot begins
   * @param arguments the extents; then for each access its slot, its offset in the slot, and its
   *     stride along each axis
   */
  void run(float[][] memory, int[] bases, int[] arguments);
}
