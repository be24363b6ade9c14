package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Loop;
import org.noether.learning.tensor.Ints;

/**
 * A loop as a task. A part is a loop of smaller extent along an axis that is not summed over.
 *
 * @param axis the axis along which it is split
 * @param least the extent of a vector along the axis, if elements may be computed twice: a smaller
 *     part begins within the one before, where both store the same
 */
record LoopTask(
    GeneratedKernel<LoopKernel> kernel, int[] arguments, int axes, int axis, int least) {
  /** Estimated nanoseconds per element for one access or step, vectorized and scalar. */
  private static final double VECTOR_NANOS = 0.1;

  private static final double SCALAR_NANOS = 1;

  /** Returns the task of a loop. */
  static Task of(Loop loop, VectorWidth width) {
    LoopForm form = LoopForm.of(loop);
    int kept = loop.extents().size() - loop.reduced();
    int axis = 0;
    for (int i = 1; i < kept; i++) {
      axis = blocks(loop, i) > blocks(loop, axis) ? i : axis;
    }
    boolean overlaps = form.overlaps() && axis == form.vectorAxis();
    LoopTask task = of(loop, form, width, axis, overlaps ? width.lanes() : 0);
    int units = kept == 0 ? 1 : loop.extents().get(axis);
    int granularity = kept == 0 ? 1 : granularity(loop, axis);
    return new Task(units, granularity, nanos(loop, form), kept == 0 ? task::whole : task::part);
  }

  /**
   * Returns the task of a loop without sums, split along the outermost axis. No part computes an
   * element of another one again, which later tasks may have changed.
   */
  static Task byRows(Loop loop, VectorWidth width) {
    LoopForm form = LoopForm.of(loop);
    LoopTask task = of(loop, form, width, 0, 0);
    return new Task(loop.extents().get(0), 1, nanos(loop, form), task::part);
  }

  /** Returns the task of the sums of blocks; its units are blocks. */
  static Task of(SumBlocks sums, VectorWidth width) {
    Loop loop = sums.blocks();
    LoopForm form = LoopForm.of(loop);
    int axis = loop.extents().size() - loop.reduced();
    LoopTask task = of(loop, form, width, axis, 0);
    return new Task(
        sums.count(),
        1,
        nanos(loop, form),
        (memory, from, to) -> {
          for (int block = from; block < to; block++) {
            task.block(memory, block, sums, loop.inputs().size());
          }
        });
  }

  /** See {@link LoopKernel#run}. */
  private static LoopTask of(Loop loop, LoopForm form, VectorWidth width, int axis, int least) {
    List<Integer> arguments = new ArrayList<>();
    addAll(arguments, loop.extents());
    for (Access access : loop.accesses()) {
      arguments.add(access.storage().slot());
      arguments.add(access.storage().offset() + access.offset());
      addAll(arguments, access.strides());
    }
    return new LoopTask(
        LoopCode.kernel(form, width),
        arguments.stream().mapToInt(Integer::intValue).toArray(),
        loop.extents().size(),
        axis,
        least);
  }

  /** Returns the number of arguments of a loop's kernel. */
  static int argumentsSize(Loop loop) {
    int axes = loop.extents().size();
    return axes + loop.accesses().size() * (2 + axes);
  }

  private static void addAll(List<Integer> list, Ints numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      list.add(numbers.get(i));
    }
  }

  /** Of the axes that may be split, only the last one that is not summed over may be vectorized. */
  private static int granularity(Loop loop, int axis) {
    return axis == loop.extents().size() - loop.reduced() - 1 ? Task.CACHE_LINE : 1;
  }

  private static int blocks(Loop loop, int axis) {
    return Math.ceilDiv(loop.extents().get(axis), granularity(loop, axis));
  }

  private static double nanos(Loop loop, LoopForm form) {
    double nanos = form.vectorAxis() >= 0 ? VECTOR_NANOS : SCALAR_NANOS;
    nanos *= loop.accesses().size() + loop.steps().size();
    for (int i = 0; i < loop.extents().size(); i++) {
      nanos *= loop.extents().get(i);
    }
    return nanos;
  }

  private void whole(WorkerMemory memory, int from, int to) {
    run(memory, arguments);
  }

  private void run(WorkerMemory memory, int[] numbers) {
    if (!GeneratedKernel.isWatched()) {
      kernel.kernel().run(memory.arrays(), memory.bases(), numbers);
      return;
    }
    long before = GeneratedKernel.allocatedBytes();
    kernel.kernel().run(memory.arrays(), memory.bases(), numbers);
    kernel.called(GeneratedKernel.allocatedBytes() - before);
  }

  private void part(WorkerMemory memory, int from, int to) {
    if (from == 0 && to == arguments[axis]) {
      whole(memory, from, to);
      return;
    }
    int[] part = memory.integers();
    System.arraycopy(arguments, 0, part, 0, arguments.length);
    int begin = Math.max(0, Math.min(from, to - least));
    part[axis] = to - begin;
    for (int access = axes; access < arguments.length; access += 2 + axes) {
      part[access + 1] += begin * part[access + 2 + axis];
    }
    run(memory, part);
  }

  /** Computes the sums of one block. */
  private void block(WorkerMemory memory, int block, SumBlocks sums, int inputs) {
    int[] part = memory.integers();
    System.arraycopy(arguments, 0, part, 0, arguments.length);
    int begin = block * sums.length();
    part[axis] = Math.min(sums.length(), arguments[axis] - begin);
    int output = axes + inputs * (2 + axes);
    for (int access = axes; access < arguments.length; access += 2 + axes) {
      part[access + 1] += access < output ? begin * part[access + 2 + axis] : block * sums.sums();
    }
    run(memory, part);
  }
}
