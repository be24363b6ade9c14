package org.noether.learning.backend.cpu;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;

/**
 * A task whose memory has no place yet. It may work row by row: to compute a row it reads a row of
 * some values, and all of others.
 *
 * @param rows the number of rows; 0 if it does not work row by row
 * @param unitsPerRow the task's units for a row; 0 if a unit has several rows
 * @param rowsPerUnit the rows of a unit; 0 if a row has several units
 * @param rowsPerPart the rows that one worker computes in order, a multiple of those of a unit
 * @param byRow the storages of which a row touches only its own part, with the distance of rows
 * @param whole the other storages
 * @param written the storages that are written
 * @param byRows makes the task, to be run for some rows, once all memory has its place
 * @param alone makes the task, to be run by itself
 */
record PlannedTask(
    int rows,
    int unitsPerRow,
    int rowsPerUnit,
    int rowsPerPart,
    Map<Storage, Integer> byRow,
    Set<Storage> whole,
    Set<Storage> written,
    Supplier<Task> byRows,
    Supplier<Task> alone) {
  /** Returns a task that does not work row by row. */
  static PlannedTask of(Stream<Storage> used, Stream<Storage> written, Supplier<Task> task) {
    PlannedTask planned = of(0, 0, 0, 1, task, task);
    used.forEach(planned.whole::add);
    written.forEach(planned.written::add);
    return planned;
  }

  private static PlannedTask of(
      int rows,
      int unitsPerRow,
      int rowsPerUnit,
      int rowsPerPart,
      Supplier<Task> byRows,
      Supplier<Task> alone) {
    return new PlannedTask(
        rows,
        unitsPerRow,
        rowsPerUnit,
        rowsPerPart,
        new HashMap<>(),
        new HashSet<>(),
        new HashSet<>(),
        byRows,
        alone);
  }

  /** Returns the task of a loop that does not work row by row. */
  static PlannedTask whole(Loop loop, Supplier<Task> task) {
    return of(
        loop.accesses().stream().map(Access::storage),
        loop.outputs().stream().map(Access::storage),
        task);
  }

  /**
   * Returns the task of a loop. If it stores every element, its rows are those of the tasks before,
   * or those of its outermost axis.
   *
   * @param before the number of rows of the tasks before it, or 0
   */
  static PlannedTask ofLoop(Loop loop, int before, VectorWidth width) {
    Supplier<Task> alone = () -> LoopTask.of(loop, width);
    int extent = loop.extents().get(0);
    if (loop.reduced() > 0 || extent == 0) {
      return whole(loop, alone);
    }
    int count = before > 0 && extent % before == 0 ? before : extent;
    int units = extent / count;
    PlannedTask task = of(count, units, 0, 1, () -> LoopTask.byRows(loop, width), alone);
    for (Access access : loop.accesses()) {
      task.add(access, loop, 0, units);
    }
    loop.outputs().forEach(output -> task.written.add(output.storage()));
    return task;
  }

  /** Returns the task of blocks of sums, whose rows are the elements of the axis summed over. */
  static PlannedTask ofSums(SumBlocks sums, VectorWidth width) {
    Loop loop = sums.blocks();
    Supplier<Task> alone = () -> LoopTask.of(sums, width);
    int axis = loop.extents().size() - loop.reduced();
    PlannedTask task = of(loop.extents().get(axis), 0, sums.length(), sums.length(), alone, alone);
    for (Access input : loop.inputs()) {
      task.add(input, loop, axis, 1);
    }
    for (Access output : loop.outputs()) {
      task.whole.add(output.storage());
      task.written.add(output.storage());
    }
    return task;
  }

  /** Returns the task of a product that is split by rows. */
  static PlannedTask ofProduct(Instruction.MatMul matmul, Storage right, Supplier<Task> alone) {
    View left = matmul.left();
    View product = matmul.product();
    PlannedTask task = of(product.shape().extent(0), 1, 0, 1, alone, alone);
    task.add(left, 0);
    task.add(product, 0);
    task.addWhole(right);
    task.written.add(product.storage());
    return task;
  }

  /**
   * Returns the task of the products of blocks of the shared dimension, whose rows are the elements
   * of that dimension.
   *
   * @param right the memory of the right factor, which may be packed
   */
  static PlannedTask ofDepth(
      Instruction.MatMul matmul, Storage right, DepthBlocks blocks, Supplier<Task> alone) {
    View left = matmul.left();
    PlannedTask task = of(left.shape().extent(1), 0, blocks.chunk(), blocks.length(), alone, alone);
    task.add(left, 1);
    if (right == matmul.right().storage()) {
      task.add(matmul.right(), 0);
    } else {
      task.addWhole(right);
    }
    for (Storage result : List.of(matmul.product().storage(), blocks.partial())) {
      task.addWhole(result);
      task.written.add(result);
    }
    return task;
  }

  /** Returns the task of an op, which may be split by rows of its result or of its first input. */
  static PlannedTask ofOp(Instruction.RunOp op, Supplier<Task> alone) {
    View first = op.inputs().getFirst();
    boolean byResult = op.node().op() instanceof Op.Gather || op.node().op() instanceof Op.Contract;
    if (!byResult && !(op.node().op() instanceof Op.ContractToEdges)) {
      return of(op.storages(), Stream.of(op.result()), alone);
    }
    Shape shape = byResult ? op.node().shape() : first.shape();
    int rows = shape.extent(0);
    PlannedTask task = of(rows, 1, 0, 1, alone, alone);
    int row = rows == 0 ? 0 : shape.size() / rows;
    op.inputs().stream().skip(byResult ? 0 : 1).forEach(view -> task.whole.add(view.storage()));
    if (byResult) {
      task.add(op.result(), row, row - 1);
    } else {
      task.whole.add(op.result());
      task.add(first.storage(), row, first.offset() + row - 1);
    }
    task.written.add(op.result());
    return task;
  }

  private void add(Access access, Loop loop, int axis, int times) {
    int last = access.offset();
    for (int i = 0; i < loop.extents().size(); i++) {
      last += i == axis ? 0 : (loop.extents().get(i) - 1) * access.strides().get(i);
    }
    int stride = access.strides().get(axis);
    add(access.storage(), stride * times, last + stride * (times - 1));
  }

  private void add(View matrix, int axis) {
    int columns = matrix.shape().extent(1 - axis);
    add(
        matrix.storage(),
        matrix.strides().get(axis),
        matrix.offset() + (columns - 1) * matrix.strides().get(1 - axis));
  }

  /** Adds an access whose first row ends at an element. */
  private void add(Storage storage, int stride, int last) {
    boolean ownPart = last < stride && !whole.contains(storage);
    if (ownPart && byRow.getOrDefault(storage, stride) == stride) {
      byRow.put(storage, stride);
    } else {
      addWhole(storage);
    }
  }

  private void addWhole(Storage storage) {
    byRow.remove(storage);
    whole.add(storage);
  }

  Stream<Storage> storages() {
    return Stream.concat(byRow.keySet().stream(), whole.stream());
  }

  /** Returns the first unit of a row. */
  int unit(int row) {
    return rowsPerUnit > 0 ? Math.ceilDiv(row, rowsPerUnit) : row * unitsPerRow;
  }

  /** Returns whether the task works row by row on a value of at least some size. */
  boolean hasRowsOf(int size) {
    return byRow.keySet().stream().anyMatch(storage -> storage.size() >= size);
  }

  /** Returns whether both tasks work row by row on one value of at least some size. */
  boolean sharesRowsOf(int size, PlannedTask other) {
    return byRow.keySet().stream()
        .anyMatch(storage -> storage.size() >= size && other.byRow.containsKey(storage));
  }

  /** Returns whether this task may run before an earlier one as well as after it. */
  boolean commutesWith(PlannedTask earlier) {
    return written.stream().noneMatch(earlier::uses)
        && earlier.written.stream().noneMatch(this::uses);
  }

  /** Returns whether rows of this task may be computed before later rows of an earlier one. */
  boolean followsByRow(PlannedTask earlier) {
    return rows == earlier.rows
        && Stream.concat(written.stream(), earlier.written.stream())
            .allMatch(storage -> sharesRows(earlier, storage));
  }

  private boolean sharesRows(PlannedTask earlier, Storage storage) {
    if (!uses(storage) || !earlier.uses(storage)) {
      return true;
    }
    Integer stride = byRow.get(storage);
    return stride != null && stride.equals(earlier.byRow.get(storage));
  }

  private boolean uses(Storage storage) {
    return byRow.containsKey(storage) || whole.contains(storage);
  }
}
