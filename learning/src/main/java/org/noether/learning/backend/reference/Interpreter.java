package org.noether.learning.backend.reference;

import java.util.List;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** The reference semantics of each op: plain loops over row-major arrays. */
final class Interpreter {
  private Interpreter() {}

  /**
   * Returns the value of a node that is not an input.
   *
   * @param node the node
   * @param x the values of its real inputs, by position
   * @param index the values of its index inputs, by position
   */
  static double[] evaluate(Tensor node, double[][] x, int[][] index) {
    List<Tensor> inputs = node.inputs();
    Shape shape = node.shape();
    return switch (node.op()) {
      case Op.Constant(double value) -> new double[] {value};
      case Op.Unary(UnaryFunction f) -> unary(f, x[0]);
      case Op.Binary(BinaryFunction f) -> binary(f, x[0], x[1]);
      case Op.Where _ -> where(x[0], x[1], x[2]);
      case Op.Detach _, Op.Reshape _ -> x[0];
      case Op.Sum _ -> sum(x[0], inputs.getFirst().shape(), shape);
      case Op.LargestMask(int count) -> largestMask(x[0], shape, count);
      case Op.Permute(var axes) -> permute(x[0], inputs.getFirst().shape(), shape, axes.toArray());
      case Op.Expand _ -> expand(x[0], inputs.getFirst().shape(), shape);
      case Op.Slice(int axis, int start, int _) ->
          copyAlong(axis, x[0], inputs.getFirst().shape(), start, shape, 0, zeros(shape));
      case Op.Pad(int axis, int before, int _) ->
          copyAlong(axis, x[0], inputs.getFirst().shape(), 0, shape, before, zeros(shape));
      case Op.Concat(int axis) -> concat(axis, x, inputs, shape);
      case Op.Gather _ -> gather(x[0], index[1], shape);
      case Op.ScatterAdd _ -> scatterAdd(x[0], index[1], shape);
      case Op.MatMul _ -> matmul(x[0], x[1], inputs.get(0).shape(), shape);
      case Op.Contract _ -> contract(x[0], x[1], index[2], index[3], shape);
      case Op.ContractToSenders _ ->
          contractToSenders(x[0], x[1], index[2], index[3], inputs.get(0).shape(), shape);
      case Op.ContractToEdges _ ->
          contractToEdges(x[0], x[1], index[2], index[3], inputs.get(0).shape(), shape);
      case Op.Input _, Op.IndexInput _, Op.IndexConstant _ ->
          throw new IllegalArgumentException(node + " is not computed");
    };
  }

  private static double[] zeros(Shape shape) {
    return new double[shape.size()];
  }

  private static double[] unary(UnaryFunction f, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.apply(x[i]);
    }
    return y;
  }

  private static double[] binary(BinaryFunction f, double[] a, double[] b) {
    double[] y = new double[a.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.apply(a[i], b[i]);
    }
    return y;
  }

  private static double[] where(double[] condition, double[] then, double[] otherwise) {
    double[] y = new double[condition.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = condition[i] != 0 ? then[i] : otherwise[i];
    }
    return y;
  }

  private static double[] sum(double[] x, Shape from, Shape to) {
    double[] y = zeros(to);
    for (int i = 0; i < x.length; i++) {
      y[broadcastIndex(i, from, to)] += x[i];
    }
    return y;
  }

  private static double[] expand(double[] x, Shape from, Shape to) {
    double[] y = zeros(to);
    for (int i = 0; i < y.length; i++) {
      y[i] = x[broadcastIndex(i, to, from)];
    }
    return y;
  }

  /**
   * Returns the index in {@code small}, which is broadcast, of element {@code i} of {@code large}.
   */
  private static int broadcastIndex(int i, Shape large, Shape small) {
    int index = 0;
    int stride = 1;
    int rest = i;
    for (int axis = large.rank() - 1; axis >= 0; axis--) {
      int coordinate = rest % large.extent(axis);
      rest /= large.extent(axis);
      if (small.extent(axis) != 1) {
        index += coordinate * stride;
      }
      stride *= small.extent(axis);
    }
    return index;
  }

  private static double[] largestMask(double[] x, Shape shape, int count) {
    double[] y = zeros(shape);
    int n = shape.extent(-1);
    for (int row = 0; row < x.length; row += n) {
      for (int i = 0; i < n; i++) {
        int better = 0;
        for (int j = 0; j < n; j++) {
          if (x[row + j] > x[row + i] || (x[row + j] == x[row + i] && j < i)) {
            better++;
          }
        }
        y[row + i] = better < count ? 1 : 0;
      }
    }
    return y;
  }

  private static double[] permute(double[] x, Shape from, Shape to, int[] axes) {
    int[] strides = from.strides();
    int[] extents = to.toArray();
    double[] y = zeros(to);
    for (int i = 0; i < y.length; i++) {
      int rest = i;
      int index = 0;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        index += rest % extents[axis] * strides[axes[axis]];
        rest /= extents[axis];
      }
      y[i] = x[index];
    }
    return y;
  }

  private static double[] concat(int axis, double[][] x, List<Tensor> inputs, Shape to) {
    double[] y = zeros(to);
    int start = 0;
    for (int i = 0; i < x.length; i++) {
      Shape from = inputs.get(i).shape();
      copyAlong(axis, x[i], from, 0, to, start, y);
      start += from.extent(axis);
    }
    return y;
  }

  /**
   * Copies a range of one axis that starts at {@code fromStart} in x and at {@code toStart} in y.
   */
  private static double[] copyAlong(
      int axis, double[] x, Shape from, int fromStart, Shape to, int toStart, double[] y) {
    int inner = from.strides()[axis];
    int count = Math.min(from.extent(axis) - fromStart, to.extent(axis) - toStart) * inner;
    int fromRow = from.extent(axis) * inner;
    int toRow = to.extent(axis) * inner;
    int rows = fromRow == 0 ? 0 : x.length / fromRow;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          x, row * fromRow + fromStart * inner, y, row * toRow + toStart * inner, count);
    }
    return y;
  }

  private static double[] gather(double[] x, int[] index, Shape to) {
    double[] y = zeros(to);
    int row = index.length == 0 ? 0 : y.length / index.length;
    for (int n = 0; n < index.length; n++) {
      System.arraycopy(x, index[n] * row, y, n * row, row);
    }
    return y;
  }

  private static double[] scatterAdd(double[] x, int[] index, Shape to) {
    double[] y = zeros(to);
    int row = index.length == 0 ? 0 : x.length / index.length;
    for (int n = 0; n < index.length; n++) {
      for (int i = 0; i < row; i++) {
        y[index[n] * row + i] += x[n * row + i];
      }
    }
    return y;
  }

  private static double[] matmul(double[] a, double[] b, Shape left, Shape to) {
    int m = to.extent(-2);
    int n = to.extent(-1);
    int k = left.extent(-1);
    int batch = to.rank() == 3 ? to.extent(0) : 1;
    double[] c = zeros(to);
    for (int s = 0; s < batch; s++) {
      for (int i = 0; i < m; i++) {
        for (int l = 0; l < k; l++) {
          double factor = a[(s * m + i) * k + l];
          for (int j = 0; j < n; j++) {
            c[(s * m + i) * n + j] += factor * b[(s * k + l) * n + j];
          }
        }
      }
    }
    return c;
  }

  private static double[] contract(double[] v, double[] k, int[] rowPtr, int[] senders, Shape to) {
    int ms = to.extent(1);
    int cs = to.extent(2);
    double[] g = zeros(to);
    for (int i = 0; i < to.extent(0); i++) {
      for (int e = rowPtr[i]; e < rowPtr[i + 1]; e++) {
        for (int m = 0; m < ms; m++) {
          for (int c = 0; c < cs; c++) {
            g[(i * ms + m) * cs + c] += k[e * ms + m] * v[senders[e] * cs + c];
          }
        }
      }
    }
    return g;
  }

  private static double[] contractToSenders(
      double[] g, double[] k, int[] rowPtr, int[] senders, Shape points, Shape to) {
    int ms = points.extent(1);
    int cs = points.extent(2);
    double[] v = zeros(to);
    for (int i = 0; i < points.extent(0); i++) {
      for (int e = rowPtr[i]; e < rowPtr[i + 1]; e++) {
        for (int m = 0; m < ms; m++) {
          for (int c = 0; c < cs; c++) {
            v[senders[e] * cs + c] += g[(i * ms + m) * cs + c] * k[e * ms + m];
          }
        }
      }
    }
    return v;
  }

  private static double[] contractToEdges(
      double[] g, double[] v, int[] rowPtr, int[] senders, Shape points, Shape to) {
    int ms = points.extent(1);
    int cs = points.extent(2);
    double[] k = zeros(to);
    for (int i = 0; i < points.extent(0); i++) {
      for (int e = rowPtr[i]; e < rowPtr[i + 1]; e++) {
        for (int m = 0; m < ms; m++) {
          for (int c = 0; c < cs; c++) {
            k[e * ms + m] += g[(i * ms + m) * cs + c] * v[senders[e] * cs + c];
          }
        }
      }
    }
    return k;
  }
}
