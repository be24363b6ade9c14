package org.noether.learning.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * What each op means, element by element: the number at each place of the result, from the numbers
 * at places of the inputs. Written apart from the interpreter, from the formulas in {@link Op}.
 */
public final class Definitions {
  private Definitions() {}

  private record Numbers(Shape shape, int[] strides, double[] values) {
    double at(int... place) {
      int index = 0;
      for (int axis = 0; axis < place.length; axis++) {
        index += place[axis] * strides[axis];
      }
      return values[index];
    }

    double row(int first, int[] place) {
      int[] moved = place.clone();
      moved[0] = first;
      return at(moved);
    }
  }

  /**
   * Returns a case's outputs.
   *
   * @param rounding what is done to each number that is computed
   */
  public static List<double[]> evaluate(GraphCase graphCase, DoubleUnaryOperator rounding) {
    Map<Tensor, double[]> values = new HashMap<>();
    for (Tensor node : graphCase.realNodes()) {
      values.put(
          node,
          node.op() instanceof Op.Input
              ? Leaves.numbers(graphCase, node)
              : Arrays.stream(evaluate(graphCase, node, values)).map(rounding).toArray());
    }
    return graphCase.outputs().stream()
        .map(output -> Objects.requireNonNull(values.get(output)))
        .toList();
  }

  /** Returns the value of a computed node of a case, given those of its real inputs. */
  public static double[] evaluate(GraphCase graphCase, Tensor node, Map<Tensor, double[]> values) {
    List<Tensor> inputs = node.inputs();
    double[][] reals = new double[inputs.size()][];
    int[][] index = new int[inputs.size()][];
    for (int i = 0; i < reals.length; i++) {
      Tensor input = inputs.get(i);
      if (!input.isIndex()) {
        reals[i] = Objects.requireNonNull(values.get(input));
      } else {
        index[i] = Leaves.indices(graphCase, input);
      }
    }
    return evaluate(node, reals, index);
  }

  /**
   * Returns the value of a computed node.
   *
   * @param node the node
   * @param reals the values of its real inputs, by position
   * @param index the values of its index inputs, by position
   */
  public static double[] evaluate(Tensor node, double[][] reals, int[][] index) {
    List<Tensor> inputs = node.inputs();
    Numbers[] x = new Numbers[reals.length];
    Arrays.setAll(x, i -> numbers(inputs.get(i).shape(), reals[i]));
    double[] result = new double[node.shape().size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = element(node, i, places(node.shape(), i), x, index);
    }
    return result;
  }

  private static Numbers numbers(Shape shape, double[] values) {
    return new Numbers(shape, shape.strides(), values);
  }

  /** Returns where element {@code i} is. */
  static int[] places(Shape shape, int i) {
    int[] place = new int[shape.rank()];
    int[] strides = shape.strides();
    for (int axis = 0; axis < place.length; axis++) {
      place[axis] = i / strides[axis] % shape.extent(axis);
    }
    return place;
  }

  private static double element(Tensor node, int i, int[] at, Numbers[] x, int[][] index) {
    return switch (node.op()) {
      case Op.Constant(double value) -> value;
      case Op.Unary(UnaryFunction f) -> unary(f, x[0].at(at));
      case Op.Binary(BinaryFunction f) -> binary(f, x[0].at(at), x[1].at(at));
      case Op.Where _ -> x[0].at(at) == 0 ? x[2].at(at) : x[1].at(at);
      case Op.Detach _ -> x[0].at(at);
      case Op.Sum(var axes) -> sum(at, axes.toArray(), x[0]);
      case Op.LargestMask(int count) -> largestMask(at, count, x[0]);
      case Op.Reshape _ -> x[0].values()[i];
      case Op.Permute(var axes) -> {
        int[] from = new int[at.length];
        for (int axis = 0; axis < at.length; axis++) {
          from[axes.get(axis)] = at[axis];
        }
        yield x[0].at(from);
      }
      case Op.Expand _ ->
          x[0].at(
              IntStream.range(0, at.length)
                  .map(axis -> Math.min(at[axis], x[0].shape().extent(axis) - 1))
                  .toArray());
      case Op.Slice(int axis, int start, int _) -> x[0].at(shifted(at, axis, start));
      case Op.Pad(int axis, int before, int _) -> {
        int from = at[axis] - before;
        yield from < 0 || from >= x[0].shape().extent(axis)
            ? 0
            : x[0].at(shifted(at, axis, -before));
      }
      case Op.Concat(int axis) -> {
        int part = 0;
        int[] from = at;
        while (from[axis] >= x[part].shape().extent(axis)) {
          from = shifted(from, axis, -x[part].shape().extent(axis));
          part++;
        }
        yield x[part].at(from);
      }
      case Op.Gather _ -> x[0].row(index[1][at[0]], at);
      case Op.ScatterAdd _ ->
          IntStream.range(0, index[1].length)
              .filter(n -> index[1][n] == at[0])
              .mapToDouble(n -> x[0].row(n, at))
              .sum();
      case Op.MatMul _ -> matmul(at, x[0], x[1]);
      case Op.Contract _ ->
          IntStream.range(0, index[3].length)
              .filter(e -> owner(index[2], e) == at[0])
              .mapToDouble(e -> x[1].at(e, at[1]) * x[0].at(index[3][e], at[2]))
              .sum();
      case Op.ContractToSenders _ -> toSenders(at, x[0], x[1], index[2], index[3]);
      case Op.ContractToEdges _ -> {
        int owner = owner(index[2], at[0]);
        yield owner < 0
            ? 0
            : IntStream.range(0, x[1].shape().extent(1))
                .mapToDouble(c -> x[0].at(owner, at[1], c) * x[1].at(index[3][at[0]], c))
                .sum();
      }
      case Op.Input _, Op.IndexInput _, Op.IndexConstant _ ->
          throw new IllegalArgumentException(node + " is not computed");
    };
  }

  /** Returns the function of one number, by another formula than the library's. */
  private static double unary(UnaryFunction f, double x) {
    return switch (f) {
      case NEG -> 0 - x;
      case EXP -> Math.pow(Math.E, x);
      case LOG -> Math.log1p(x - 1);
      case SQRT -> Math.exp(0.5 * Math.log(x));
      case SIN -> Math.cos(x - Math.PI / 2);
      case COS -> Math.sin(x + Math.PI / 2);
      case TANH -> 1 - 2 / (Math.exp(2 * x) + 1);
      case SIGMOID -> (1 + Math.tanh(x / 2)) / 2;
      case SWISH -> x / 2 + x * Math.tanh(x / 2) / 2;
      case ABS -> x < 0 ? -x : x;
      case SIGN -> x < 0 ? -1 : x > 0 ? 1 : x;
    };
  }

  private static double binary(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD -> b + a;
      case SUB -> -b + a;
      case MUL -> b * a;
      case DIV -> a * (1 / b);
      case MAX -> a < b || Double.isNaN(b) ? b : a;
      case MIN -> a > b || Double.isNaN(b) ? b : a;
      case LESS -> b - a > 0 ? 1 : 0;
      case ATAN2 -> Math.signum(a) * Math.acos(b / Math.hypot(a, b));
    };
  }

  private static int[] shifted(int[] place, int axis, int by) {
    int[] moved = place.clone();
    moved[axis] += by;
    return moved;
  }

  private static double sum(int[] at, int[] axes, Numbers x) {
    Shape summed = Shape.of(Arrays.stream(axes).map(x.shape()::extent).toArray());
    double sum = 0;
    for (int j = 0; j < summed.size(); j++) {
      int[] along = places(summed, j);
      int[] from = at.clone();
      for (int i = 0; i < axes.length; i++) {
        from[axes[i]] = along[i];
      }
      sum += x.at(from);
    }
    return sum;
  }

  private static double largestMask(int[] at, int count, Numbers x) {
    int last = at.length - 1;
    int[] ranking =
        IntStream.range(0, x.shape().extent(last))
            .boxed()
            .sorted((i, j) -> Double.compare(along(x, at, last, j), along(x, at, last, i)))
            .mapToInt(Integer::intValue)
            .toArray();
    return Arrays.stream(ranking).limit(count).anyMatch(i -> i == at[last]) ? 1 : 0;
  }

  private static double along(Numbers x, int[] at, int axis, int coordinate) {
    return x.at(shifted(at, axis, coordinate - at[axis]));
  }

  private static double matmul(int[] at, Numbers a, Numbers b) {
    int rows = at.length - 2;
    int[] left = at.clone();
    int[] right = at.clone();
    double sum = 0;
    for (int k = 0; k < a.shape().extent(-1); k++) {
      left[rows + 1] = k;
      right[rows] = k;
      sum += a.at(left) * b.at(right);
    }
    return sum;
  }

  private static double toSenders(int[] at, Numbers g, Numbers k, int[] rowPtr, int[] senders) {
    double sum = 0;
    for (int e = 0; e < senders.length; e++) {
      int owner = senders[e] == at[0] ? owner(rowPtr, e) : -1;
      for (int m = 0; owner >= 0 && m < k.shape().extent(1); m++) {
        sum += g.at(owner, m, at[1]) * k.at(e, m);
      }
    }
    return sum;
  }

  /** Returns the point that owns the edge, or -1. */
  private static int owner(int[] rowPtr, int edge) {
    for (int i = 0; i + 1 < rowPtr.length; i++) {
      if (rowPtr[i] <= edge && edge < rowPtr[i + 1]) {
        return i;
      }
    }
    return -1;
  }
}
