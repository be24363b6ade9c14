package org.noether.learning.compile;

import java.util.List;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * The instructions in execution order. Storages in the arena have no offsets yet: a backend adds
 * the storages it needs itself and then computes a {@link MemoryPlan}.
 *
 * @param subgraph the graph that is computed
 * @param instructions the instructions
 * @param inputs the real leaves; input i is in slot 1 + i, output k in slot 1 + inputs + k
 */
public record Schedule(Subgraph subgraph, List<Instruction> instructions, List<Tensor> inputs) {
  /** Returns the slot of an output. */
  public int outputSlot(int output) {
    return 1 + inputs.size() + output;
  }

  /** Returns the number of slots. */
  public int slots() {
    return outputSlot(subgraph.outputs().size());
  }
}
