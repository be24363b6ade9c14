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
 * A schedule's instructions as tasks on an execution's memory. The right factor of a matrix product
 * is packed before its first product, once for all.
 */
final class CpuExecutable implements Executable {
  private final CpuBackend backend;
  private final Schedule schedule;
  private final double leastNanos;
  private final List<Task> tasks;
  private final int arenaSize;
  private int scratchSize;
  private int argumentsSize;

  /**
   * Chooses the tasks and plans their memory.
   *
   * @param leastNanos how long a part of a task should take at least; tasks shorter than two are
   *     not split
   */
  CpuExecutable(CpuBackend backend, Schedule schedule, VectorWidth width, double leastNanos) {
    this.backend = backend;
    this.schedule = schedule;
    this.leastNanos = leastNanos;
    MatrixTask matrices = new MatrixTask(new Gemm(width));
    OpTask ops = new OpTask(new Ragged(width));
    MemoryPlan memory = new MemoryPlan();
    Map<View, Storage> packed = new HashMap<>();
    List<Supplier<Task>> placed = new ArrayList<>();
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
    arenaSize = memory.place();
    tasks = placed.stream().map(Supplier::get).toList();
  }

  @Override
  public Execution newExecution(int threads, @Nullable Execution replaced) {
    float[] arena = replaced instanceof CpuExecution other ? other.giveArena() : new float[0];
    return new CpuExecution(this, threads, arena);
  }

  CpuBackend backend() {
    return backend;
  }

  Schedule schedule() {
    return schedule;
  }

  List<Task> tasks() {
    return tasks;
  }

  /** Returns into how many parts each task is split for a number of threads. */
  int[] parts(int threads) {
    return tasks.stream().mapToInt(task -> task.parts(threads, leastNanos)).toArray();
  }

  /** Returns how many numbers the arena holds. */
  int arenaSize() {
    return arenaSize;
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
