package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.compile.CompiledProgram;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Tensor;

/** A program's instructions as tasks on an execution's memory. */
final class CpuProgram {
  private final CompiledProgram compiled;
  private final List<Task> tasks = new ArrayList<>();
  private int scratchSize;
  private int argumentsSize;

  CpuProgram(CompiledProgram compiled, Gemm gemm, VectorWidth width) {
    this.compiled = compiled;
    MatrixTask matrices = new MatrixTask(gemm);
    OpTask ops = new OpTask(new Ragged(width));
    for (Instruction instruction : compiled.instructions()) {
      tasks.add(
          switch (instruction) {
            case Instruction.RunLoop(Loop loop) -> {
              argumentsSize = Math.max(argumentsSize, LoopTask.argumentsSize(loop));
              yield LoopTask.of(loop, width);
            }
            case Instruction.PackRight(View right, Storage packed) -> matrices.pack(right, packed);
            case Instruction.MatMul matmul -> {
              scratchSize = Math.max(scratchSize, matrices.scratchSize(matmul));
              yield matrices.multiply(matmul);
            }
            case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) -> {
              scratchSize = Math.max(scratchSize, ops.scratchSize(node));
              yield ops.of(node, inputs, result);
            }
          });
    }
  }

  CompiledProgram compiled() {
    return compiled;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** Returns how many numbers each thread of an execution has as scratch memory. */
  int scratchSize() {
    return scratchSize;
  }

  /** Returns how many arguments the loop with most of them takes. */
  int argumentsSize() {
    return argumentsSize;
  }
}
