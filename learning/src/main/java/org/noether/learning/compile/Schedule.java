package org.noether.learning.compile;

import java.util.List;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Instructions in the order they run in. What they keep in the arena has no place yet: a backend
 * adds what it needs itself and then makes a {@link MemoryPlan}.
 *
 * @param subgraph what is computed
 * @param instructions what to do
 * @param inputs the real leaves; input i is in slot 1 + i, output k in slot 1 + inputs + k
 */
public record Schedule(Subgraph subgraph, List<Instruction> instructions, List<Tensor> inputs) {
  /** Returns the slot of an output. */
  public int outputSlot(int output) {
    return 1 + inputs.size() + output;
  }

  /** Returns how many slots there are. */
  public int slots() {
    return outputSlot(subgraph.outputs().size());
  }
}
