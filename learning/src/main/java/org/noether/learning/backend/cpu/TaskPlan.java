package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.MemoryPlan;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;

/**
 * The tasks of instructions, added in execution order, and the memory that they need. A task is
 * made once all memory has its place.
 */
final class TaskPlan {
  private final VectorWidth width;
  private final MatrixTask matrices;
  private final OpTask ops;
  private final MemoryPlan memory = new MemoryPlan();

  /** The right factors of products as they were packed. */
  private final Map<View, MatrixTask.Packed> packed = new HashMap<>();

  private final List<Supplier<Task>> placed = new ArrayList<>();
  private int scratchSize;
  private int integersSize;

  TaskPlan(VectorWidth width) {
    this.width = width;
    matrices = new MatrixTask(new Gemm(width));
    ops = new OpTask(new Ragged(width));
  }

  void loop(Loop loop) {
    integersSize = Math.max(integersSize, LoopTask.argumentsSize(loop));
    SumBlocks sums = SumBlocks.of(loop);
    if (sums == null) {
      wholeLoop(loop);
      return;
    }
    add(new Instruction.RunLoop(sums.blocks()).storages(), () -> LoopTask.of(sums, width));
    wholeLoop(sums.total());
  }

  private void wholeLoop(Loop loop) {
    integersSize = Math.max(integersSize, LoopTask.argumentsSize(loop));
    add(new Instruction.RunLoop(loop).storages(), () -> LoopTask.of(loop, width));
  }

  /**
   * Adds a sum of products in one result.
   *
   * @param first the first product
   * @param terms all products, the first included
   */
  void products(Instruction.MatMul first, List<Instruction.MatMul> terms) {
    List<MatrixTask.Product> sum = new ArrayList<>();
    for (Instruction.MatMul term : terms) {
      scratchSize = Math.max(scratchSize, matrices.scratchSize(term));
      sum.add(
          new MatrixTask.Product(
              MatrixTask.Matrix.of(term.left()), packed.computeIfAbsent(term.right(), this::pack)));
    }
    DepthBlocks blocks = DepthBlocks.of(first, terms.size());
    if (blocks == null) {
      add(
          storages(first.product().storage(), sum),
          () -> matrices.multiply(first.product(), first.accumulate(), sum));
      return;
    }
    add(
        Stream.concat(storages(first.product().storage(), sum), Stream.of(blocks.partial())),
        () -> matrices.multiply(first.product(), first.accumulate(), sum.getFirst(), blocks));
    wholeLoop(blocks.total());
  }

  private static Stream<Storage> storages(Storage product, List<MatrixTask.Product> sum) {
    return Stream.concat(
        Stream.of(product),
        sum.stream()
            .flatMap(term -> Stream.of(term.left().view().storage(), term.right().storage())));
  }

  /** Packs a right factor before its first use, unless it lies in memory as packing leaves it. */
  private MatrixTask.Packed pack(View right) {
    if (matrices.isPacked(right)) {
      return new MatrixTask.Packed(right.storage(), right.offset());
    }
    Storage added = new Storage(matrices.packedSize(right));
    add(Stream.of(right.storage(), added), () -> matrices.pack(right, added));
    return new MatrixTask.Packed(added, 0);
  }

  void op(Instruction.RunOp op) {
    scratchSize = Math.max(scratchSize, ops.scratchSize(op.node()));
    integersSize = Math.max(integersSize, ops.integersSize(op.node()));
    add(op.storages(), () -> ops.of(op.node(), op.inputs(), op.result()));
  }

  private void add(Stream<Storage> used, Supplier<Task> task) {
    memory.add(used);
    placed.add(task);
  }

  /** Places the memory and returns the tasks. */
  CpuExecutable executable(CpuBackend backend, Schedule schedule) {
    int arenaSize = memory.place();
    List<Task> tasks = placed.stream().map(Supplier::get).toList();
    return new CpuExecutable(backend, schedule, tasks, arenaSize, scratchSize, integersSize);
  }
}
