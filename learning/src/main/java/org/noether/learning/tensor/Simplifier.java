package org.noether.learning.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites that give the same numbers with less work, applied to each op as it is traced. */
final class Simplifier {
  private Simplifier() {}

  /** Returns a simpler tensor with the same value, or null where there is none. */
  static @Nullable Tensor simplify(Graph graph, Op op, List<Tensor> inputs, Shape shape) {
    return switch (op) {
      case Op.Unary(UnaryFunction f) -> unary(graph, f, inputs.getFirst());
      case Op.Binary(BinaryFunction f) -> binary(graph, f, inputs.get(0), inputs.get(1));
      case Op.Where _ -> where(inputs);
      case Op.Sum(Ints axes) -> sum(graph, axes, inputs.getFirst(), shape);
      case Op.Reshape _ -> reshape(graph, inputs.getFirst(), shape);
      case Op.Permute(Ints axes) -> permute(graph, axes, inputs.getFirst(), shape);
      case Op.Expand _ -> expand(graph, inputs.getFirst(), shape);
      case Op.Slice slice -> slice(graph, slice, inputs.getFirst(), shape);
      case Op.Pad(int _, int before, int after) when before + after == 0 -> inputs.getFirst();
      case Op.Concat _ when inputs.size() == 1 -> inputs.getFirst();
      case Op.Detach _ when inputs.getFirst().filledWith() != null -> inputs.getFirst();
      default -> null;
    };
  }

  private static boolean is(Tensor x, double number) {
    Double value = x.filledWith();
    return value != null && value == number;
  }

  private static @Nullable Tensor unary(Graph graph, UnaryFunction f, Tensor x) {
    Double value = x.filledWith();
    if (value != null) {
      return graph.full(x.shape(), f.apply(value));
    }
    if (f == UnaryFunction.NEG && x.op().equals(new Op.Unary(UnaryFunction.NEG))) {
      return x.inputs().getFirst();
    }
    return null;
  }

  private static @Nullable Tensor binary(Graph graph, BinaryFunction f, Tensor a, Tensor b) {
    Double left = a.filledWith();
    Double right = b.filledWith();
    if (left != null && right != null) {
      return graph.full(a.shape(), f.apply(left, right));
    }
    return switch (f) {
      case ADD -> is(a, 0) ? b : is(b, 0) ? a : null;
      case SUB -> is(b, 0) ? a : is(a, 0) ? b.neg() : null;
      case MUL ->
          left != null ? scale(graph, b, left) : right != null ? scale(graph, a, right) : null;
      case DIV -> is(b, 1) ? a : is(a, 0) ? a : null;
      default -> null;
    };
  }

  private static @Nullable Tensor scale(Graph graph, Tensor x, double factor) {
    if (factor == 1) {
      return x;
    }
    if (factor == 0) {
      return graph.full(x.shape(), 0);
    }
    if (factor == -1) {
      return x.neg();
    }
    if (x.op().equals(new Op.Binary(BinaryFunction.MUL))) {
      Double inner = x.inputs().get(1).filledWith();
      if (inner != null) {
        return x.inputs().get(0).mul(inner * factor);
      }
    }
    return null;
  }

  private static @Nullable Tensor where(List<Tensor> inputs) {
    Double condition = inputs.get(0).filledWith();
    if (condition != null) {
      return inputs.get(condition != 0 ? 1 : 2);
    }
    return inputs.get(1) == inputs.get(2) ? inputs.get(1) : null;
  }

  private static @Nullable Tensor sum(Graph graph, Ints axes, Tensor x, Shape shape) {
    if (shape.equals(x.shape()) && x.shape().size() > 0) {
      return x;
    }
    Double value = x.filledWith();
    if (value != null) {
      double count = 1;
      for (int axis : axes.toArray()) {
        count *= x.shape().extent(axis);
      }
      return graph.full(shape, value * count);
    }
    return null;
  }

  private static @Nullable Tensor reshape(Graph graph, Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    if (x.op() instanceof Op.Reshape) {
      return x.inputs().getFirst().reshape(shape);
    }
    Double value = x.filledWith();
    return value != null && !(x.op() instanceof Op.Constant) ? graph.full(shape, value) : null;
  }

  private static @Nullable Tensor permute(Graph graph, Ints axes, Tensor x, Shape shape) {
    boolean identity = true;
    for (int i = 0; i < axes.size(); i++) {
      identity &= axes.get(i) == i;
    }
    if (identity) {
      return x;
    }
    if (x.op() instanceof Op.Permute(Ints inner)) {
      int[] both = new int[axes.size()];
      for (int i = 0; i < both.length; i++) {
        both[i] = inner.get(axes.get(i));
      }
      return x.inputs().getFirst().permute(both);
    }
    Double value = x.filledWith();
    return value != null ? graph.full(shape, value) : null;
  }

  private static @Nullable Tensor expand(Graph graph, Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    return x.op() instanceof Op.Expand
        ? graph.apply(new Op.Expand(shape), x.inputs().getFirst())
        : null;
  }

  private static @Nullable Tensor slice(Graph graph, Op.Slice slice, Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    Double value = x.filledWith();
    if (value != null) {
      return graph.full(shape, value);
    }
    if (x.op() instanceof Op.Pad(int axis, int before, int _) && axis == slice.axis()) {
      Tensor inner = x.inputs().getFirst();
      int extent = inner.shape().extent(axis);
      if (slice.start() >= before && slice.end() <= before + extent) {
        return inner.slice(axis, slice.start() - before, slice.end() - before);
      }
      if (slice.end() <= before || slice.start() >= before + extent) {
        return graph.full(shape, 0);
      }
    }
    return null;
  }
}
