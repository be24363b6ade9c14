package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;

/** A memory layout: element (i, j, ...) is at offset + i strides[0] + j strides[1] + ... */
public record View(Storage storage, int offset, Shape shape, Ints strides) {
  static View whole(Storage storage, Shape shape) {
    return new View(storage, 0, shape, Ints.of(shape.strides()));
  }

  /** Returns whether the elements are contiguous in row-major order. */
  public boolean isContiguous() {
    int[] packed = shape.strides();
    for (int i = 0; i < packed.length; i++) {
      if (shape.extent(i) != 1 && strides.get(i) != packed[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the view repeats elements by broadcasting. */
  boolean isExpanded() {
    for (int i = 0; i < shape.rank(); i++) {
      if (shape.extent(i) != 1 && strides.get(i) == 0) {
        return true;
      }
    }
    return false;
  }

  View permute(Ints axes, Shape to) {
    int[] permuted = new int[axes.size()];
    for (int i = 0; i < permuted.length; i++) {
      permuted[i] = strides.get(axes.get(i));
    }
    return new View(storage, offset, to, Ints.of(permuted));
  }

  View expand(Shape to) {
    int[] expanded = strides.toArray();
    for (int i = 0; i < expanded.length; i++) {
      if (shape.extent(i) != to.extent(i)) {
        expanded[i] = 0;
      }
    }
    return new View(storage, offset, to, Ints.of(expanded));
  }

  View slice(int axis, int start, Shape to) {
    return new View(storage, offset + start * strides.get(axis), to, strides);
  }

  /** Returns the view in another shape, or null if that requires a copy. */
  @Nullable View reshape(Shape to) {
    if (to.size() == 0) {
      return new View(storage, offset, to, Ints.of(to.strides()));
    }
    int[] result = new int[to.rank()];
    int axis = to.rank() - 1;
    for (Run run : runs().reversed()) {
      int rest = run.extent();
      int stride = run.stride();
      while (rest > 1) {
        int extent = to.extent(axis);
        if (rest % extent != 0) {
          return null;
        }
        result[axis--] = stride;
        stride *= extent;
        rest /= extent;
      }
    }
    return new View(storage, offset, to, Ints.of(result));
  }

  private record Run(int extent, int stride) {}

  /** Returns the axes, outermost first, with adjacent contiguous axes merged. */
  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      int extent = shape.extent(i);
      int stride = strides.get(i);
      if (extent == 1) {
        continue;
      }
      if (!runs.isEmpty() && runs.getLast().stride() == stride * extent) {
        extent *= runs.removeLast().extent();
      }
      runs.add(new Run(extent, stride));
    }
    return runs;
  }
}
