package org.noether.learning.backend.cpu;

/** The generated code of loops of one {@link LoopForm}. */
interface LoopKernel {
  /**
   * Runs the loop.
   *
   * @param memory the arrays of the arena, the inputs and the outputs, by slot
   * @param bases the offset of each slot in its array
   * @param arguments the extents; then for each access its slot, its offset in the slot, and its
   *     stride along each axis
   */
  void run(float[][] memory, int[] bases, int[] arguments);
}
