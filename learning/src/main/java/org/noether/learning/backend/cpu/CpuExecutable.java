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
 * @param integersSize the number of integers of scratch memory for each thread
 */
record CpuExecutable(
    CpuBackend backend,
    Schedule schedule,
    List<Task> tasks,
    int arenaSize,
    int scratchSize,
    int integersSize)
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
    int integersSize = 0;
    List<Instruction> instructions = schedule.instructions();
    int next;
    for (int i = 0; i < instructions.size(); i = next) {
      Instruction instruction = instructions.get(i);
      next = i + 1;
      switch (instruction) {
        case Instruction.RunLoop(Loop loop) -> {
          memory.add(instruction.storages());
          integersSize = Math.max(integersSize, LoopTask.argumentsSize(loop));
          placed.add(() -> LoopTask.of(loop, width));
        }
        case Instruction.MatMul matmul -> {
          List<MatrixTask.Product> sum = new ArrayList<>();
          for (Instruction.MatMul term : sum(instructions, i)) {
            Storage right =
                packed.computeIfAbsent(
                    term.right(),
                    factor -> {
                      Storage added = new Storage(matrices.packedSize(factor));
                      memory.add(Stream.of(factor.storage(), added));
                      placed.add(() -> matrices.pack(factor, added));
                      return added;
                    });
            sum.add(new MatrixTask.Product(MatrixTask.Matrix.of(term.left()), right));
            scratchSize = Math.max(scratchSize, matrices.scratchSize(term));
          }
          next = i + sum.size();
          memory.add(
              Stream.concat(
                  Stream.of(matmul.product().storage()),
                  sum.stream()
                      .flatMap(term -> Stream.of(term.left().view().storage(), term.right()))));
          placed.add(() -> matrices.multiply(matmul.product(), matmul.accumulate(), sum));
        }
        case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) -> {
          memory.add(instruction.storages());
          scratchSize = Math.max(scratchSize, ops.scratchSize(node));
          integersSize = Math.max(integersSize, ops.integersSize(node));
          placed.add(() -> ops.of(node, inputs, result));
        }
      }
    }
    int arenaSize = memory.place();
    List<Task> tasks = placed.stream().map(Supplier::get).toList();
    return new CpuExecutable(backend, schedule, tasks, arenaSize, scratchSize, integersSize);
  }

  /** Returns the products that begin with an instruction and are added up in the same result. */
  private static List<Instruction.MatMul> sum(List<Instruction> instructions, int first) {
    List<Instruction.MatMul> sum = new ArrayList<>();
    for (Instruction each : instructions.subList(first, instructions.size())) {
      if (!(each instanceof Instruction.MatMul product)
          || (!sum.isEmpty()
              && !(product.accumulate() && product.product().equals(sum.getFirst().product())))) {
        break;
      }
      sum.add(product);
    }
    return sum;
  }

  @Override
  public Execution newExecution(int threads, @Nullable Execution replaced) {
    float[] arena = replaced instanceof CpuExecution other ? other.releaseArena() : new float[0];
    return new CpuExecution(this, threads, arena);
  }
}
