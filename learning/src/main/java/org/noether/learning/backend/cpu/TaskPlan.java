package org.noether.learning.backend.cpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Schedule;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;

/** Selects the tasks of instructions, which are added in order, and the memory that they need. */
final class TaskPlan {
  private final VectorWidth width;
  private final MatrixTask matrices;
  private final OpTask ops;
  private final TaskOrder order;

  /** The right factors of products as they were packed. */
  private final Map<View, MatrixTask.Right> packed = new HashMap<>();

  private int scratchSize;
  private int integersSize;

  TaskPlan(CpuBackend backend) {
    width = backend.width();
    order = new TaskOrder(backend.limits());
    matrices = new MatrixTask(new Gemm(width));
    ops = new OpTask(new Ragged(width));
  }

  void loop(Loop loop) {
    SumBlocks sums = SumBlocks.of(loop);
    if (sums == null) {
      wholeLoop(loop);
      return;
    }
    integersSize = Math.max(integersSize, LoopTask.argumentsSize(loop));
    order.add(PlannedTask.ofSums(sums, width));
    wholeLoop(sums.total());
  }

  private void wholeLoop(Loop loop) {
    if (TransposeTask.isFor(loop, width)) {
      order.add(PlannedTask.whole(loop, () -> TransposeTask.of(loop, width)));
      return;
    }
    integersSize = Math.max(integersSize, LoopTask.argumentsSize(loop));
    order.add(PlannedTask.ofLoop(loop, order.rows(), width));
  }

  /**
   * Adds a sum of products in one result.
   *
   * @param first the first product
   * @param terms all products, the first included
   */
  void products(Instruction.MatMul first, List<Instruction.MatMul> terms) {
    terms.forEach(term -> scratchSize = Math.max(scratchSize, matrices.scratchSize(term)));
    DepthBlocks blocks = DepthBlocks.of(first, terms.size());
    if (blocks != null) {
      byDepth(first, blocks);
      return;
    }
    View product = first.product();
    List<MatrixTask.Product> sum =
        terms.stream().map(term -> factors(term, pack(term.right()))).toList();
    Supplier<Task> task = () -> matrices.multiply(product, first.accumulate(), sum);
    if (terms.size() == 1 && product.shape().rank() == 2 && matrices.isSplitByRows(product)) {
      order.add(PlannedTask.ofProduct(first, sum.getFirst().right().storage(), task));
    } else {
      Stream<Storage> factors =
          sum.stream()
              .flatMap(term -> Stream.of(term.left().view().storage(), term.right().storage()));
      order.add(
          PlannedTask.of(
              Stream.concat(factors, Stream.of(product.storage())),
              Stream.of(product.storage()),
              task));
    }
  }

  private void byDepth(Instruction.MatMul product, DepthBlocks blocks) {
    View right = product.right();
    MatrixTask.Product factors =
        factors(
            product,
            matrices.hasRows(right)
                ? new MatrixTask.Right(right.storage(), right.offset(), right.strides().get(0))
                : pack(right));
    order.add(
        PlannedTask.ofDepth(
            product,
            factors.right().storage(),
            blocks,
            () -> matrices.multiply(product.product(), product.accumulate(), factors, blocks)));
    wholeLoop(blocks.total());
  }

  private static MatrixTask.Product factors(Instruction.MatMul product, MatrixTask.Right right) {
    return new MatrixTask.Product(MatrixTask.Matrix.of(product.left()), right);
  }

  private MatrixTask.Right pack(View right) {
    return packed.computeIfAbsent(right, this::packOnce);
  }

  /** Packs a right factor before its first use, unless it lies in memory as packing leaves it. */
  private MatrixTask.Right packOnce(View right) {
    if (matrices.isPacked(right)) {
      return new MatrixTask.Right(right.storage(), right.offset(), 0);
    }
    Storage added = new Storage(matrices.packedSize(right));
    order.add(
        PlannedTask.of(
            Stream.of(right.storage(), added),
            Stream.of(added),
            () -> matrices.pack(right, added)));
    return new MatrixTask.Right(added, 0, 0);
  }

  void op(Instruction.RunOp op) {
    scratchSize = Math.max(scratchSize, ops.scratchSize(op.node()));
    integersSize = Math.max(integersSize, ops.integersSize(op.node()));
    order.add(PlannedTask.ofOp(op, () -> ops.of(op.node(), op.inputs(), op.result())));
  }

  /** Places the memory and returns the tasks. */
  CpuExecutable executable(CpuBackend backend, Schedule schedule) {
    int arenaSize = order.placeMemory(schedule.slots());
    return new CpuExecutable(
        backend,
        schedule,
        order.tasks(),
        arenaSize,
        scratchSize,
        integersSize,
        order.blocks(),
        order.blocksSize());
  }
}
