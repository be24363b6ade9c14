package org.noether.learning.backend.cpu;

import java.util.List;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;

/** Loops that copy a matrix by columns, such as the gradient of a weight, as transpositions. */
final class TransposeTask {
  private static final List<Step> COPY = List.of(new Step.Load(0));
  private static final double COPY_NANOS = 0.3;

  private TransposeTask() {}

  /** Returns whether a loop only transposes a matrix of rows that fill vectors. */
  static boolean isFor(Loop loop, VectorWidth width) {
    if (loop.extents().size() != 2 || loop.outputs().size() != 1 || !loop.steps().equals(COPY)) {
      return false;
    }
    int rows = loop.extents().get(0);
    int columns = loop.extents().get(1);
    Access from = loop.inputs().getFirst();
    Access to = loop.outputs().getFirst();
    return rows >= width.lanes()
        && columns % width.lanes() == 0
        && from.strides().get(0) == 1
        && from.strides().get(1) >= rows
        && to.strides().get(0) == columns
        && to.strides().get(1) == 1;
  }

  static Task of(Loop loop, VectorWidth width) {
    int rows = loop.extents().get(0);
    int columns = loop.extents().get(1);
    Access from = loop.inputs().getFirst();
    Access to = loop.outputs().getFirst();
    int lanes = width.lanes();
    return new Task(
        rows,
        lanes,
        COPY_NANOS * rows * columns,
        (memory, first, end) -> {
          if (first < end) {
            // The last part may be smaller than a vector, and copies some rows again.
            int begin = Math.max(0, Math.min(first, end - lanes));
            StripTransposeCode.of(width)
                .run(
                    columns / lanes,
                    memory.array(from.storage()),
                    memory.offset(from.storage()) + from.offset() + begin,
                    from.strides().get(1),
                    end - begin,
                    memory.array(to.storage()),
                    memory.offset(to.storage()) + to.offset() + begin * columns);
          }
        });
  }
}
