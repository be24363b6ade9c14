package org.noether.learning.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Graph}: an operation, its inputs and the shape of its result.
 *
 * <p>Arithmetic broadcasts as NumPy's does: shapes are aligned at their last axes, and extents of 1
 * are repeated. Axes may be negative, counting from the last. Every method throws {@link
 * IllegalArgumentException} when shapes do not fit.
 */
public final class Tensor {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Tensor> inputs;
  private final Shape shape;

  Tensor(Graph graph, int id, Op op, List<Tensor> inputs, Shape shape) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.inputs = inputs;
    this.shape = shape;
  }

  /** Returns the graph that made this tensor. */
  public Graph graph() {
    return graph;
  }

  /** Returns the tensor's number in its graph; inputs have smaller numbers. */
  public int id() {
    return id;
  }

  /** Returns the operation that computes this tensor. */
  public Op op() {
    return op;
  }

  /** Returns the inputs of the operation. */
  public List<Tensor> inputs() {
    return inputs;
  }

  /** Returns the shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns whether the elements are indices of rows, points or edges, and not real numbers. */
  public boolean isIndex() {
    return op instanceof Op.IndexInput || op instanceof Op.IndexConstant;
  }

  /** Returns the number that fills the whole tensor, or null if it is not known to be filled. */
  public @Nullable Double filledWith() {
    return switch (op) {
      case Op.Constant(double value) -> value;
      case Op.Expand _, Op.Reshape _ -> inputs.getFirst().filledWith();
      default -> null;
    };
  }

  /** Returns a tensor of this shape, filled with the number. */
  public Tensor fullLike(double number) {
    return graph.full(shape, number);
  }

  // Elementwise.

  /** Returns this + other. */
  public Tensor add(Tensor other) {
    return binary(BinaryFunction.ADD, other);
  }

  /** Returns this + number. */
  public Tensor add(double number) {
    return add(graph.constant(number));
  }

  /** Returns this - other. */
  public Tensor sub(Tensor other) {
    return binary(BinaryFunction.SUB, other);
  }

  /** Returns this * other, element by element. */
  public Tensor mul(Tensor other) {
    return binary(BinaryFunction.MUL, other);
  }

  /** Returns this * number. */
  public Tensor mul(double number) {
    return mul(graph.constant(number));
  }

  /** Returns this / other. */
  public Tensor div(Tensor other) {
    return binary(BinaryFunction.DIV, other);
  }

  /** Returns the larger of this and other. */
  public Tensor max(Tensor other) {
    return binary(BinaryFunction.MAX, other);
  }

  /** Returns the smaller of this and other. */
  public Tensor min(Tensor other) {
    return binary(BinaryFunction.MIN, other);
  }

  /** Returns 1 where this is less than other, 0 elsewhere. */
  public Tensor less(Tensor other) {
    return binary(BinaryFunction.LESS, other);
  }

  /** Returns a function of this and other, broadcast to one shape. */
  public Tensor binary(BinaryFunction function, Tensor other) {
    Shape common = shape.broadcastWith(other.shape);
    return graph.apply(new Op.Binary(function), broadcastTo(common), other.broadcastTo(common));
  }

  /** Returns a function of each element. */
  public Tensor unary(UnaryFunction function) {
    return graph.apply(new Op.Unary(function), this);
  }

  /** Returns -this. */
  public Tensor neg() {
    return unary(UnaryFunction.NEG);
  }

  /** Returns e to the power of this. */
  public Tensor exp() {
    return unary(UnaryFunction.EXP);
  }

  /** Returns the natural logarithm. */
  public Tensor log() {
    return unary(UnaryFunction.LOG);
  }

  /** Returns the square root. */
  public Tensor sqrt() {
    return unary(UnaryFunction.SQRT);
  }

  /** Returns the sine. */
  public Tensor sin() {
    return unary(UnaryFunction.SIN);
  }

  /** Returns the cosine. */
  public Tensor cos() {
    return unary(UnaryFunction.COS);
  }

  /** Returns the logistic function 1 / (1 + exp(-this)). */
  public Tensor sigmoid() {
    return unary(UnaryFunction.SIGMOID);
  }

  /** Returns this * this. */
  public Tensor square() {
    return mul(this);
  }

  /** Returns {@code then} where this is not 0 and {@code otherwise} elsewhere. */
  public Tensor where(Tensor then, Tensor otherwise) {
    Shape common = shape.broadcastWith(then.shape).broadcastWith(otherwise.shape);
    return graph.apply(
        new Op.Where(),
        broadcastTo(common),
        then.broadcastTo(common),
        otherwise.broadcastTo(common));
  }

  /** Returns the same numbers, which derivatives treat as constants. */
  public Tensor detach() {
    return graph.apply(new Op.Detach(), this);
  }

  // Reductions.

  /** Returns the sum of all elements, a scalar. */
  public Tensor sum() {
    return sumKeeping(axes()).reshape(Shape.SCALAR);
  }

  /** Returns the sum over the axes, which stay with extent 1. */
  public Tensor sumKeeping(int... axes) {
    int[] positive = Arrays.stream(axes).map(shape::axis).sorted().toArray();
    return graph.apply(new Op.Sum(Ints.of(positive)), this);
  }

  /** Returns the mean over one axis, which stays with extent 1. */
  public Tensor meanKeeping(int axis) {
    return sumKeeping(axis).mul(1.0 / shape.extent(axis));
  }

  /** Returns 1 at the {@code count} largest elements along the last axis and 0 elsewhere. */
  public Tensor largestMask(int count) {
    return graph.apply(new Op.LargestMask(count), this);
  }

  // Movement.

  /** Returns the same elements in another shape; one extent may be -1 and is inferred. */
  public Tensor reshape(int... extents) {
    int[] known = extents.clone();
    int rest = 1;
    int open = -1;
    for (int i = 0; i < known.length; i++) {
      if (known[i] == -1 && open < 0) {
        open = i;
      } else {
        rest *= known[i];
      }
    }
    if (open >= 0) {
      known[open] = rest == 0 ? 0 : shape.size() / rest;
    }
    return reshape(Shape.of(known));
  }

  /** Returns the same elements in another shape. */
  public Tensor reshape(Shape to) {
    return graph.apply(new Op.Reshape(to), this);
  }

  /** Returns the tensor with its axes in another order: axis i of the result is axes[i] of this. */
  public Tensor permute(int... axes) {
    return graph.apply(new Op.Permute(Ints.of(axes)), this);
  }

  /** Returns the tensor with its last two axes exchanged. */
  public Tensor transpose() {
    int[] axes = axes();
    axes[axes.length - 1] = shape.axis(-2);
    axes[axes.length - 2] = shape.axis(-1);
    return permute(axes);
  }

  /** Returns the tensor repeated to a shape, as NumPy's {@code broadcast_to}. */
  public Tensor broadcastTo(Shape to) {
    if (shape.equals(to)) {
      return this;
    }
    int missing = to.rank() - shape.rank();
    if (missing < 0) {
      throw new IllegalArgumentException("cannot broadcast " + shape + " to " + to);
    }
    IntStream extents =
        IntStream.range(0, to.rank()).map(i -> i < missing ? 1 : shape.extent(i - missing));
    return graph.apply(new Op.Expand(to), reshape(Shape.of(extents.toArray())));
  }

  /** Returns the elements from start (inclusive) to end (exclusive) along an axis. */
  public Tensor slice(int axis, int start, int end) {
    return graph.apply(new Op.Slice(shape.axis(axis), start, end), this);
  }

  /** Returns the tensor with zeros before and after along an axis. */
  public Tensor pad(int axis, int before, int after) {
    return graph.apply(new Op.Pad(shape.axis(axis), before, after), this);
  }

  /** Returns the tensors one after the other along an axis. */
  public static Tensor concat(int axis, Tensor... parts) {
    Tensor first = parts[0];
    return first.graph.apply(new Op.Concat(first.shape.axis(axis)), parts);
  }

  // Rows.

  /** Returns the rows that an index names: (R, ...) and (N) to (N, ...). */
  public Tensor gather(Tensor index) {
    return graph.apply(new Op.Gather(), this, index);
  }

  /** Returns sums of rows: row r is the sum of this tensor's rows n with index[n] = r. */
  public Tensor scatterAdd(Tensor index, int rows) {
    return graph.apply(new Op.ScatterAdd(rows), this, index);
  }

  // Contractions.

  /** Returns the matrix product, of rank 2 or batched at rank 3. */
  public Tensor matmul(Tensor other) {
    return graph.apply(new Op.MatMul(), this, other);
  }

  /** Returns the product over neighbours {@link Op.Contract}, with this as v. */
  public Tensor contract(Tensor k, Tensor rowPtr, Tensor senders) {
    return graph.apply(new Op.Contract(), this, k, rowPtr, senders);
  }

  private int[] axes() {
    return IntStream.range(0, shape.rank()).toArray();
  }

  @Override
  public String toString() {
    return "%" + id + " " + op + shape;
  }
}
