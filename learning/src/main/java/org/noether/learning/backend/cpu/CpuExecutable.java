package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Schedule;

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
 * @param blocks the number of slots, after those of the schedule, of values of which each thread
 *     has a block
 * @param blocksSize the number of elements of these blocks for each thread
 */
record CpuExecutable(
    CpuBackend backend,
    Schedule schedule,
    List<Task> tasks,
    int arenaSize,
    int scratchSize,
    int integersSize,
    int blocks,
    int blocksSize)
    implements Executable {
  /** Selects the tasks and plans their memory. */
  static CpuExecutable of(CpuBackend backend, Schedule schedule) {
    TaskPlan plan = new TaskPlan(backend);
    List<Instruction> instructions = schedule.instructions();
    int next;
    for (int i = 0; i < instructions.size(); i = next) {
      Instruction instruction = instructions.get(i);
      next = i + 1;
      switch (instruction) {
        case Instruction.RunLoop(Loop loop) -> plan.loop(loop);
        case Instruction.MatMul matmul -> {
          List<Instruction.MatMul> terms = sum(instructions, i);
          plan.products(matmul, terms);
          next = i + terms.size();
        }
        case Instruction.RunOp op -> plan.op(op);
      }
    }
    return plan.executable(backend, schedule);
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
