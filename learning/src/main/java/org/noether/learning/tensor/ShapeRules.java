package org.noether.learning.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Checks the inputs of an op and derives the shape of its result. */
record ShapeRules(Op op, List<Tensor> inputs) {
  /**
   * Returns the shape of the op's result.
   *
   * @throws IllegalArgumentException if the inputs do not fit the op
   */
  Shape result() {
    return switch (op) {
      case Op.Input leaf -> leaf.shape();
      case Op.Constant _ -> Shape.SCALAR;
      case Op.IndexInput leaf -> leaf.shape();
      case Op.IndexConstant(Ints values) -> Shape.of(values.size());
      case Op.Unary _, Op.Detach _ -> same(1);
      case Op.Binary _ -> same(2);
      case Op.Where _ -> same(3);
      case Op.Sum(Ints axes) -> sum(only(), axes);
      case Op.LargestMask(int count) -> {
        Shape x = only();
        demand(x.rank() > 0 && count >= 0, "needs an axis, count >= 0");
        yield x;
      }
      case Op.Reshape(Shape to) -> {
        demand(to.size() == only().size(), "keeps the number of elements");
        yield to;
      }
      case Op.Permute(Ints axes) -> permute(only(), axes);
      case Op.Expand(Shape to) -> expand(only(), to);
      case Op.Slice(int axis, int start, int end) -> {
        Shape x = alongAxis(only(), axis);
        demand(start >= 0 && start <= end && end <= x.extent(axis), "stays inside the axis");
        yield x.with(axis, end - start);
      }
      case Op.Pad(int axis, int before, int after) -> {
        Shape x = alongAxis(only(), axis);
        demand(before >= 0 && after >= 0, "adds, never removes");
        yield x.with(axis, Math.addExact(x.extent(axis), before + after));
      }
      case Op.Concat(int axis) -> concat(axis);
      case Op.Gather _ -> {
        Shape rows = rows();
        demandIndex(1, rows.extent(0));
        yield rows.with(0, shape(1).extent(0));
      }
      case Op.ScatterAdd(int rows) -> {
        Shape x = rows();
        demandIndex(1, rows);
        demand(x.extent(0) == shape(1).extent(0), "needs one index a row");
        yield x.with(0, rows);
      }
      case Op.MatMul _ -> matmul();
      case Op.Contract _ -> contract();
      case Op.ContractToSenders(int senders) -> {
        Shape k = contracted("k", "k (E, M)", 1);
        demandEdgesOfPoints(k.extent(0), senders);
        yield Shape.of(senders, shape(0).extent(2));
      }
      case Op.ContractToEdges _ -> {
        Shape v = contracted("v", "v (S, C)", 2);
        int edges = shape(3).size();
        demandEdgesOfPoints(edges, v.extent(0));
        yield Shape.of(edges, shape(0).extent(1));
      }
    };
  }

  private Shape shape(int which) {
    return inputs.get(which).shape();
  }

  private Shape same(int count) {
    demand(inputs.size() == count, "takes " + count + " inputs");
    for (Tensor input : inputs) {
      demandReal(input);
      demand(input.shape().equals(shape(0)), "takes inputs of one shape");
    }
    return shape(0);
  }

  private Shape only() {
    demand(inputs.size() == 1, "takes one input");
    demandReal(inputs.getFirst());
    return shape(0);
  }

  private Shape sum(Shape x, Ints axes) {
    int[] extents = x.toArray();
    int last = -1;
    for (int axis : axes.toArray()) {
      demand(last < axis && axis < extents.length, "names axes in ascending order");
      extents[axis] = 1;
      last = axis;
    }
    return Shape.of(extents);
  }

  private Shape permute(Shape x, Ints axes) {
    int[] all = IntStream.range(0, x.rank()).toArray();
    int[] sorted = axes.toArray();
    Arrays.sort(sorted);
    demand(Arrays.equals(sorted, all), "names every axis once");
    return Shape.of(Arrays.stream(axes.toArray()).map(x::extent).toArray());
  }

  private Shape expand(Shape x, Shape to) {
    demand(to.rank() == x.rank(), "keeps the rank");
    for (int i = 0; i < x.rank(); i++) {
      demand(x.extent(i) == 1 || x.extent(i) == to.extent(i), "repeats extents of 1 only");
    }
    return to;
  }

  private Shape concat(int axis) {
    demand(!inputs.isEmpty(), "takes one input or more");
    Shape first = alongAxis(shape(0), axis);
    int extent = 0;
    for (Tensor input : inputs) {
      demandReal(input);
      demand(input.shape().rank() == first.rank(), "takes inputs of one rank");
      extent = Math.addExact(extent, input.shape().extent(axis));
      demand(
          input.shape().with(axis, 0).equals(first.with(axis, 0)),
          "takes inputs that differ along its axis only");
    }
    return first.with(axis, extent);
  }

  private Shape rows() {
    demand(inputs.size() == 2, "takes rows and an index");
    demand(!inputs.getFirst().isIndex() && shape(0).rank() >= 1, "takes rows");
    return shape(0);
  }

  private Shape matmul() {
    demand(inputs.size() == 2, "takes two inputs");
    inputs.forEach(this::demandReal);
    Shape a = shape(0);
    Shape b = shape(1);
    demand(a.rank() == b.rank() && (a.rank() == 2 || a.rank() == 3), "takes matrices");
    demand(a.extent(-1) == b.extent(-2), "needs inner extents that agree");
    demand(a.rank() == 2 || a.extent(0) == b.extent(0), "needs one batch extent");
    return a.with(-1, b.extent(-1));
  }

  private Shape matrix(int which) {
    demand(!inputs.get(which).isIndex() && shape(which).rank() == 2, "takes matrices");
    return shape(which);
  }

  private Shape contract() {
    demand(inputs.size() == 4, "takes v, k, rowPtr and senders");
    Shape v = matrix(0);
    Shape k = matrix(1);
    return Shape.of(demandEdges(k.extent(0), v.extent(0)), k.extent(1), v.extent(1));
  }

  /** Checks g and the matrix that it is contracted with along an axis, and returns the latter. */
  private Shape contracted(String name, String description, int axis) {
    demand(inputs.size() == 4, "takes g, " + name + ", rowPtr and senders");
    inputs.subList(0, 2).forEach(this::demandReal);
    Shape other = matrix(1);
    demand(
        shape(0).rank() == 3 && shape(0).extent(axis) == other.extent(1),
        "needs g (P, M, C), " + description);
    return other;
  }

  private void demandEdgesOfPoints(int edges, int senders) {
    demand(
        demandEdges(edges, senders) == shape(0).extent(0), "needs a run of edges for each point");
  }

  /** Checks rowPtr and senders (inputs 2 and 3), and returns the number of points. */
  private int demandEdges(int edges, int senders) {
    demandIndex(2, edges + 1);
    demand(shape(2).size() > 0, "needs runs of all edges");
    demandIndex(3, senders);
    demand(shape(3).size() == edges, "needs a sender for each edge");
    if (inputs.get(2).op() instanceof Op.IndexConstant(Ints rowPtr)) {
      boolean runs = rowPtr.get(0) == 0 && rowPtr.get(rowPtr.size() - 1) == edges;
      for (int i = 1; i < rowPtr.size(); i++) {
        runs &= rowPtr.get(i - 1) <= rowPtr.get(i);
      }
      demand(runs, "needs runs of all edges");
    }
    return shape(2).extent(0) - 1;
  }

  private void demandReal(Tensor input) {
    demand(!input.isIndex(), "takes real numbers");
  }

  private Shape alongAxis(Shape x, int axis) {
    demand(axis >= 0 && axis < x.rank(), "needs an axis from 0 to below the rank");
    return x;
  }

  private void demandIndex(int which, int bound) {
    Tensor index = inputs.get(which);
    demand(index.isIndex() && index.shape().rank() == 1, "takes an index");
    boolean below =
        switch (index.op()) {
          case Op.IndexInput leaf -> leaf.bound() <= bound;
          case Op.IndexConstant(Ints values) ->
              Arrays.stream(values.toArray()).allMatch(value -> value >= 0 && value < bound);
          default -> throw new IllegalStateException("index tensors are leaves, not " + index.op());
        };
    demand(below, "needs indices below " + bound);
  }

  private void demand(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(
          op + " " + what + "; got " + inputs.stream().map(Tensor::shape).toList());
    }
  }
}
