package org.noether.learning.backend.cpu;

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
