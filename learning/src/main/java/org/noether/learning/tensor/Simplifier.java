package org.noether.learning.tensor;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rewrites that compute the same values with less work, applied to each op as it is traced. */
final class Simplifier {
  private Simplifier() {}

  /** Returns a simpler tensor with the same value, or null where there is none. */
  static @Nullable Tensor simplify(Op op, List<Tensor> inputs, Shape shape) {
    return switch (op) {
      case Op.Unary(UnaryFunction f) -> unary(f, inputs.getFirst());
      case Op.Binary(BinaryFunction f) -> binary(f, inputs.get(0), inputs.get(1));
      case Op.Where _ -> where(inputs);
      case Op.Sum(Ints axes) -> sum(axes, inputs.getFirst(), shape);
      case Op.Reshape _ -> reshape(inputs.getFirst(), shape);
      case Op.Permute(Ints axes) -> permute(axes, inputs.getFirst(), shape);
      case Op.Expand _ -> expand(inputs.getFirst(), shape);
      case Op.Slice slice -> slice(slice, inputs.getFirst(), shape);
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

  /** Returns the number that fills x in another shape, or null if none does. */
  private static @Nullable Tensor filled(Tensor x, Shape shape) {
    Double value = x.filledWith();
    return value != null ? x.graph().full(shape, value) : null;
  }

  private static @Nullable Tensor unary(UnaryFunction f, Tensor x) {
    Double value = x.filledWith();
    if (value != null) {
      return x.fullLike(f.apply(value));
    }
    boolean negatedTwice = f == UnaryFunction.NEG && x.op().equals(new Op.Unary(UnaryFunction.NEG));
    return negatedTwice ? x.inputs().getFirst() : null;
  }

  private static @Nullable Tensor binary(BinaryFunction f, Tensor a, Tensor b) {
    Double left = a.filledWith();
    Double right = b.filledWith();
    if (left != null && right != null) {
      return a.fullLike(f.apply(left, right));
    }
    return switch (f) {
      case ADD -> is(a, 0) ? b : is(b, 0) ? a : null;
      case SUB -> is(b, 0) ? a : is(a, 0) ? b.neg() : null;
      case MUL -> left != null ? scale(b, left) : right != null ? scale(a, right) : null;
      case DIV -> is(b, 1) || is(a, 0) ? a : null;
      default -> null;
    };
  }

  private static @Nullable Tensor scale(Tensor x, double factor) {
    if (factor == 1) {
      return x;
    }
    if (factor == 0) {
      return x.fullLike(0);
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

  private static @Nullable Tensor sum(Ints axes, Tensor x, Shape shape) {
    if (shape.equals(x.shape()) && x.shape().size() > 0) {
      return x;
    }
    Double value = x.filledWith();
    if (value == null) {
      return null;
    }
    double count = 1;
    for (int axis : axes.toArray()) {
      count *= x.shape().extent(axis);
    }
    return x.graph().full(shape, value * count);
  }

  private static @Nullable Tensor reshape(Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    return switch (x.op()) {
      case Op.Reshape _ -> x.inputs().getFirst().reshape(shape);
      case Op.Constant _ -> null;
      default -> filled(x, shape);
    };
  }

  private static @Nullable Tensor permute(Ints axes, Tensor x, Shape shape) {
    if (IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == i)) {
      return x;
    }
    if (x.op() instanceof Op.Permute(Ints inner)) {
      return x.inputs().getFirst().permute(IntStream.of(axes.toArray()).map(inner::get).toArray());
    }
    return filled(x, shape);
  }

  private static @Nullable Tensor expand(Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    return x.op() instanceof Op.Expand
        ? x.graph().apply(new Op.Expand(shape), x.inputs().getFirst())
        : null;
  }

  private static @Nullable Tensor slice(Op.Slice slice, Tensor x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    if (x.op() instanceof Op.Pad(int axis, int before, int _) && axis == slice.axis()) {
      Tensor inner = x.inputs().getFirst();
      int extent = inner.shape().extent(axis);
      if (slice.start() >= before && slice.end() <= before + extent) {
        return inner.slice(axis, slice.start() - before, slice.end() - before);
      }
      if (slice.end() <= before || slice.start() >= before + extent) {
        return x.graph().full(shape, 0);
      }
    }
    return filled(x, shape);
  }
}
