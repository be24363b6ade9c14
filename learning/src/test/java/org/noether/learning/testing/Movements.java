package org.noether.learning.testing;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Random ops that move elements and compute nothing. */
public final class Movements {
  private static final int LARGEST_SIZE = 2000;

  private Movements() {}

  /** Returns a movement of tensors of a shape, of rank 1 or more. */
  public static UnaryOperator<Tensor> random(CaseBuilder b, Shape shape) {
    int axis = b.integer(0, shape.rank());
    int extent = shape.extent(axis);
    return switch (b.integer(0, 5)) {
      case 0 -> {
        int[] order = b.order(shape.rank());
        yield x -> x.permute(order);
      }
      case 1 -> {
        int[] order = b.order(shape.rank());
        int[] exchanged = Arrays.stream(order).map(shape::extent).toArray();
        yield x -> x.reshape(exchanged);
      }
      case 2 -> {
        int start = b.integer(0, extent + 1);
        int end = b.integer(start, extent + 1);
        yield x -> x.slice(axis, start, end);
      }
      case 3 -> {
        int before = b.integer(0, 3);
        int after = b.integer(0, 3);
        yield x -> x.pad(axis, before, after);
      }
      default -> {
        int repeated = extent == 1 && shape.size() < LARGEST_SIZE ? b.integer(0, 4) : extent;
        yield x -> x.broadcastTo(shape.with(axis, repeated));
      }
    };
  }
}
