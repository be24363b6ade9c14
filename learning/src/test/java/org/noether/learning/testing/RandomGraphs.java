package org.noether.learning.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** Random graphs that mix ops. Numbers stay moderate, and far from poles. */
public final class RandomGraphs {
  private static final int LARGEST_SIZE = 250;

  private final CaseBuilder b;
  private final List<Tensor> pool = new ArrayList<>();

  private RandomGraphs(long seed) {
    b = new CaseBuilder(seed);
  }

  /**
   * Returns a graph.
   *
   * @param seed the same seed makes the same graph
   * @param steps how many random steps build it, each of one op or a few
   * @param derivatives 0, or 1 to add gradients to the outputs, or 2 to add theirs too
   */
  public static GraphCase of(long seed, int steps, int derivatives) {
    RandomGraphs graphs = new RandomGraphs(seed);
    List<Tensor> outputs = graphs.grow(steps);
    List<Tensor> leaves = graphs.b.build("", outputs).realLeaves();
    List<Tensor> last = outputs;
    for (int order = 0; order < derivatives; order++) {
      last = Gradients.of(graphs.loss(last), leaves);
      outputs.addAll(last);
    }
    return graphs.b.build(
        "graph " + seed + ", " + steps + " steps, derivatives " + derivatives, outputs);
  }

  private List<Tensor> grow(int steps) {
    for (int i = 0; i < 3; i++) {
      pool.add(b.uniform(small(b.shape(i, 4))));
    }
    List<Tensor> leaves = List.copyOf(pool);
    for (int i = 0; i < steps; i++) {
      Tensor next = step(pick());
      pool.add(next.shape().size() <= LARGEST_SIZE ? next : next.meanKeeping(largestAxis(next)));
    }
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(pool.getLast());
    outputs.add(pick());
    outputs.add(pick());
    outputs.add(leaves.get(b.integer(0, 3)));
    outputs.add(OpCases.permute(b, leaves.get(b.integer(0, 3))));
    outputs.add(OpCases.reshape(b, pick()));
    outputs.add(b.graph().full(b.shape(0, 3), 1.5));
    outputs.add(outputs.getFirst());
    return outputs;
  }

  private Tensor loss(List<Tensor> tensors) {
    Tensor loss = b.graph().constant(0);
    for (Tensor x : tensors) {
      loss = loss.add(x.unary(UnaryFunction.TANH).sum().mul(1.0 / Math.max(1, x.shape().size())));
    }
    return loss;
  }

  private static Shape small(Shape shape) {
    return Shape.of(Arrays.stream(shape.toArray()).map(e -> Math.min(e, 7)).toArray());
  }

  private static int largestAxis(Tensor x) {
    int largest = 0;
    for (int axis = 1; axis < x.shape().rank(); axis++) {
      largest = x.shape().extent(axis) > x.shape().extent(largest) ? axis : largest;
    }
    return largest;
  }

  private Tensor pick() {
    return pool.get(b.integer(Math.max(0, pool.size() - 8), pool.size()));
  }

  /** Returns a tensor that broadcasts with x to a shape that is not too large. */
  private Tensor partner(Tensor x) {
    Tensor y = pick();
    int rank = Math.max(x.shape().rank(), y.shape().rank());
    int size = 1;
    for (int i = 1; i <= rank; i++) {
      int left = i <= x.shape().rank() ? x.shape().extent(-i) : 1;
      int right = i <= y.shape().rank() ? y.shape().extent(-i) : 1;
      size *= left == right || right == 1 ? left : left == 1 ? right : LARGEST_SIZE + 1;
    }
    return size <= LARGEST_SIZE && size > 0 ? y : y.sum().mul(1.0 / Math.max(1, y.shape().size()));
  }

  private Tensor step(Tensor x) {
    int rank = x.shape().rank();
    return switch (b.integer(0, rank == 0 ? 11 : 20)) {
      case 0 -> x.unary(smooth());
      case 1 -> b.coin() ? x.unary(UnaryFunction.TANH).exp() : x.unary(UnaryFunction.SIGN).mul(x);
      case 2 -> b.coin() ? positive(x).log() : positive(x).sqrt();
      case 3 -> x.binary(sum(), partner(x));
      case 4 -> x.mul(partner(x).unary(UnaryFunction.TANH));
      case 5 -> x.div(positive(partner(x)));
      case 6 -> x.binary(BinaryFunction.ATAN2, positive(partner(x)));
      case 7 -> choose(x, partner(x));
      case 8 -> x.mul(b.integer(-2, 3) / 2.0).add(b.integer(-2, 3));
      case 9 -> b.coin() ? x.detach().mul(x.cos()) : x.mul(x.sigmoid());
      case 10 -> x.broadcastTo(widened(x.shape())).neg();
      case 11 -> OpCases.permute(b, x);
      case 12 -> OpCases.reshape(b, x);
      case 13 -> b.coin() ? OpCases.slice(b, x) : OpCases.pad(b, x);
      case 14 -> x.sumKeeping(Arrays.copyOf(b.order(rank), b.integer(1, rank + 1))).mul(0.1);
      case 15 -> Tensor.concat(b.integer(0, rank), x, x.sin(), x);
      case 16 -> x.mul(x.largestMask(b.integer(0, x.shape().extent(-1) + 1)));
      case 17 -> rows(x);
      case 18 -> matmul(x);
      default -> contract(x);
    };
  }

  private UnaryFunction smooth() {
    UnaryFunction[] bounded = {
      UnaryFunction.SIN,
      UnaryFunction.COS,
      UnaryFunction.TANH,
      UnaryFunction.SIGMOID,
      UnaryFunction.SWISH,
      UnaryFunction.ABS,
      UnaryFunction.NEG
    };
    return bounded[b.integer(0, bounded.length)];
  }

  private BinaryFunction sum() {
    BinaryFunction[] sums = {
      BinaryFunction.ADD, BinaryFunction.SUB, BinaryFunction.MAX, BinaryFunction.MIN
    };
    return sums[b.integer(0, sums.length)];
  }

  private static Shape widened(Shape shape) {
    int[] extents = new int[shape.rank() + (shape.rank() < 4 ? 1 : 0)];
    Arrays.fill(extents, 2);
    for (int i = 1; i <= shape.rank(); i++) {
      extents[extents.length - i] = shape.extent(-i);
    }
    return Shape.of(extents);
  }

  private static Tensor choose(Tensor x, Tensor y) {
    return x.less(y).where(x, y.sin());
  }

  private static Tensor positive(Tensor x) {
    return x.square().add(0.5);
  }

  private Tensor rows(Tensor x) {
    int rows = x.shape().extent(0);
    if (b.coin()) {
      return x.gather(b.rows(b.integer(0, 8), rows));
    }
    int target = b.integer(1, 6);
    return x.scatterAdd(b.rows(rows, target), target);
  }

  private Tensor matmul(Tensor x) {
    int inner = x.shape().extent(-1);
    Tensor matrix = x.reshape(x.shape().size() / Math.max(1, inner), inner);
    if (b.coin()) {
      return matrix.matmul(b.uniform(Shape.of(inner, b.integer(1, 9)), -1, 1));
    }
    Tensor batch = matrix.reshape(1, matrix.shape().extent(0), inner);
    return batch.transpose().matmul(batch).mul(0.1);
  }

  private Tensor contract(Tensor x) {
    int channels = x.shape().extent(-1);
    Tensor v = x.reshape(x.shape().size() / Math.max(1, channels), channels);
    CaseBuilder.Edges edges = b.edges(b.integer(1, 6), v.shape().extent(0));
    Tensor k = b.uniform(Shape.of(edges.edges(), b.integer(1, 4)), -1, 1);
    return v.contract(k, edges.rowPtr(), edges.senders());
  }
}
