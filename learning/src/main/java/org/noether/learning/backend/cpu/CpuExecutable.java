package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.MemoryPlan;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Tensor;

/**
 * A schedule compiled to tasks. The right factor of a matrix product is packed once, before its
 * first use.
 *
 * @param backend the backend of the buffers
 * @param schedule the instructions
 * @param tasks the tasks, in execution order
 * @param arenaSize the number of elements of the arena
 * @param scratchSize the number of elements of scratch memory for each thread
 * @param argumentsSize the largest number of arguments of a loop kernel
 */
record CpuExecutable(
    CpuBackend backend,
    Schedule schedule,
    List<Task> tasks,
    int arenaSize,
    int scratchSize,
    int argumentsSize)
    implements Executable {
  /** Selects the tasks and plans their memory. */
  static CpuExecutable of(CpuBackend backend, Schedule schedule) {
    VectorWidth width = backend.width();
    MatrixTask matrices = new MatrixTask(new Gemm(width));
    OpTask ops = new OpTask(new Ragged(width));
    MemoryPlan memory = new MemoryPlan();
    Map<View, Storage> packed = new HashMap<>();
    List<Supplier<Task>> placed = new ArrayList<>();
    int scratchSize = 0;
    int argumentsSize = 0;
    for (Instruction instruction : schedule.instructions()) {
      switch (instruction) {
        case Instruction.RunLoop(Loop loop) -> {
          memory.add(instruction.storages());
          argumentsSize = Math.max(argumentsSize, LoopTask.argumentsSize(loop));
          placed.add(() -> LoopTask.of(loop, width));
        }
        case Instruction.MatMul matmul -> {
          Storage right =
              packed.computeIfAbsent(
                  matmul.right(),
                  factor -> {
                    Storage added = new Storage(matrices.packedSize(factor));
                    memory.add(Stream.of(factor.storage(), added));
                    placed.add(() -> matrices.pack(factor, added));
                    return added;
                  });
          memory.add(Stream.of(matmul.left().storage(), right, matmul.product().storage()));
          scratchSize = Math.max(scratchSize, matrices.scratchSize(matmul));
          placed.add(() -> matrices.multiply(matmul, right));
        }
        case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) -> {
          memory.add(instruction.storages());
          scratchSize = Math.max(scratchSize, ops.scratchSize(node));
          placed.add(() -> ops.of(node, inputs, result));
        }
      }
    }
    int arenaSize = memory.place();
    List<Task> tasks = placed.stream().map(Supplier::get).toList();
    return new CpuExecutable(backend, schedule, tasks, arenaSize, scratchSize, argumentsSize);
  }

  @Override
  public Execution newExecution(int threads, @Nullable Execution replaced) {
    float[] arena = replaced instanceof CpuExecution other ? other.releaseArena() : new float[0];
    return new CpuExecution(this, threads, arena);
  }
}
