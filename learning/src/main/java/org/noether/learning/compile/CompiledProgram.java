package org.noether.learning.compile;

import java.util.List;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.Tensor;

/**
 * A program ready to run.
 *
 * @param program what was compiled
 * @param instructions what to do, in order
 * @param inputs the real leaves; input i is in slot 1 + i
 * @param arenaSize how many numbers the arena holds; output k is in slot 1 + inputs + k
 */
public record CompiledProgram(
    Program program, List<Instruction> instructions, List<Tensor> inputs, int arenaSize) {

  /** Returns the slot of an output. */
  public int outputSlot(int output) {
    return 1 + inputs.size() + output;
  }

  /** Returns how many slots there are. */
  public int slots() {
    return outputSlot(program.outputs().size());
  }
}
