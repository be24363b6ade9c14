package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Tensor;

/**
 * The memory of an execution as one of its workers sees it.
 *
 * @param execution the execution, which has the indices
 * @param arrays the array of each slot
 * @param bases the offset of each slot in its array
 * @param scratch scratch memory of the worker
 * @param integers scratch memory of the worker, such as for the arguments of a part of a loop
 */
record WorkerMemory(
    CpuExecution execution, float[][] arrays, int[] bases, float[] scratch, int[] integers) {
  /** Elements before the first cache line of an array, whose header takes 16 bytes. */
  static final int ALIGNMENT = 12;

  /** Returns the memory of a worker, in which the slots of the executable's schedule are empty. */
  static WorkerMemory of(CpuExecution execution, CpuExecutable executable) {
    int slots = executable.schedule().slots();
    float[][] arrays = new float[slots + executable.blocks()][];
    float[] blocks = new float[executable.blocksSize() + ALIGNMENT];
    Arrays.fill(arrays, slots, arrays.length, blocks);
    return new WorkerMemory(
        execution,
        arrays,
        new int[arrays.length],
        new float[executable.scratchSize()],
        new int[executable.integersSize()]);
  }

  /**
   * Places the worker's block of a value.
   *
   * @param slot the value's slot
   * @param at where the value's first element would be in the memory of blocks
   */
  void moveBlock(int slot, int at) {
    bases[slot] = ALIGNMENT + at;
  }

  float[] array(Storage storage) {
    return arrays[storage.slot()];
  }

  int offset(Storage storage) {
    return bases[storage.slot()] + storage.offset();
  }

  float[] array(View view) {
    return array(view.storage());
  }

  int offset(View view) {
    return offset(view.storage()) + view.offset();
  }

  int[] indices(Tensor tensor) {
    return execution.indices(tensor);
  }
}
