package org.noether.learning.tensor;

import java.util.Arrays;
import java.util.List;

/** The shape of each op's result, and what it demands of its inputs. */
final class ShapeRules {
  private ShapeRules() {}

  /**
   * Returns the shape of the op's result.
   *
   * @throws IllegalArgumentException if the inputs do not fit the op
   */
  static Shape of(Op op, List<Tensor> inputs) {
    return switch (op) {
      case Op.Input leaf -> leaf.shape();
      case Op.Constant _ -> Shape.SCALAR;
      case Op.IndexInput leaf -> leaf.shape();
      case Op.IndexConstant leaf -> Shape.of(leaf.values().size());
      case Op.Unary _, Op.Detach _ -> same(op, inputs, 1);
      case Op.Binary _ -> same(op, inputs, 2);
      case Op.Where _ -> same(op, inputs, 3);
      case Op.Sum sum -> sum(sum, only(op, inputs));
      case Op.LargestMask mask -> largestMask(mask, only(op, inputs));
      case Op.Reshape reshape -> reshape(reshape, only(op, inputs));
      case Op.Permute permute -> permute(permute, only(op, inputs));
      case Op.Expand expand -> expand(expand, only(op, inputs));
      case Op.Slice slice -> slice(slice, only(op, inputs));
      case Op.Pad pad -> pad(pad, only(op, inputs));
      case Op.Concat concat -> concat(concat, inputs);
      case Op.Gather _ -> gather(op, inputs);
      case Op.ScatterAdd scatter -> scatterAdd(scatter, inputs);
      case Op.MatMul _ -> matmul(op, inputs);
      case Op.Contract _ -> contract(op, inputs);
      case Op.ContractToSenders contract -> contractToSenders(contract, inputs);
      case Op.ContractToEdges _ -> contractToEdges(op, inputs);
    };
  }

  private static Shape same(Op op, List<Tensor> inputs, int count) {
    demand(inputs.size() == count, op, inputs, "takes " + count + " inputs");
    Shape shape = inputs.getFirst().shape();
    for (Tensor input : inputs) {
      demand(input.dtype() == DType.REAL, op, inputs, "takes real numbers");
      demand(input.shape().equals(shape), op, inputs, "takes inputs of one shape");
    }
    return shape;
  }

  private static Tensor only(Op op, List<Tensor> inputs) {
    demand(inputs.size() == 1, op, inputs, "takes one input");
    demand(inputs.getFirst().dtype() == DType.REAL, op, inputs, "takes real numbers");
    return inputs.getFirst();
  }

  private static Shape sum(Op.Sum op, Tensor x) {
    int[] extents = x.shape().toArray();
    int last = -1;
    for (int axis : op.axes().toArray()) {
      demand(last < axis && axis < extents.length, op, List.of(x), "names axes in ascending order");
      extents[axis] = 1;
      last = axis;
    }
    return Shape.of(extents);
  }

  private static Shape largestMask(Op.LargestMask op, Tensor x) {
    demand(x.shape().rank() > 0 && op.count() >= 0, op, List.of(x), "needs an axis, count >= 0");
    return x.shape();
  }

  private static Shape reshape(Op.Reshape op, Tensor x) {
    demand(op.shape().size() == x.shape().size(), op, List.of(x), "keeps the number of elements");
    return op.shape();
  }

  private static Shape permute(Op.Permute op, Tensor x) {
    int rank = x.shape().rank();
    int[] sorted = op.axes().toArray();
    Arrays.sort(sorted);
    int[] extents = new int[rank];
    demand(sorted.length == rank, op, List.of(x), "names every axis once");
    for (int i = 0; i < rank; i++) {
      demand(sorted[i] == i, op, List.of(x), "names every axis once");
      extents[i] = x.shape().extent(op.axes().get(i));
    }
    return Shape.of(extents);
  }

  private static Shape expand(Op.Expand op, Tensor x) {
    demand(op.shape().rank() == x.shape().rank(), op, List.of(x), "keeps the rank");
    for (int i = 0; i < x.shape().rank(); i++) {
      int from = x.shape().extent(i);
      demand(
          from == 1 || from == op.shape().extent(i), op, List.of(x), "repeats extents of 1 only");
    }
    return op.shape();
  }

  private static Shape slice(Op.Slice op, Tensor x) {
    demandAxis(op, op.axis(), List.of(x));
    demand(
        op.start() >= 0 && op.start() <= op.end() && op.end() <= x.shape().extent(op.axis()),
        op,
        List.of(x),
        "stays inside the axis");
    return x.shape().with(op.axis(), op.end() - op.start());
  }

  private static Shape pad(Op.Pad op, Tensor x) {
    demandAxis(op, op.axis(), List.of(x));
    demand(op.before() >= 0 && op.after() >= 0, op, List.of(x), "adds, never removes");
    return x.shape()
        .with(op.axis(), Math.addExact(x.shape().extent(op.axis()), op.before() + op.after()));
  }

  private static Shape concat(Op.Concat op, List<Tensor> inputs) {
    demand(!inputs.isEmpty(), op, inputs, "takes one input or more");
    demandAxis(op, op.axis(), inputs);
    Shape first = inputs.getFirst().shape();
    int extent = 0;
    for (Tensor input : inputs) {
      demand(input.dtype() == DType.REAL, op, inputs, "takes real numbers");
      demand(input.shape().rank() == first.rank(), op, inputs, "takes inputs of one rank");
      extent = Math.addExact(extent, input.shape().extent(op.axis()));
      demand(
          input.shape().with(op.axis(), 0).equals(first.with(op.axis(), 0)),
          op,
          inputs,
          "takes inputs that differ along its axis only");
    }
    return first.with(op.axis(), extent);
  }

  private static Shape gather(Op op, List<Tensor> inputs) {
    demand(inputs.size() == 2, op, inputs, "takes rows and an index");
    Tensor x = inputs.get(0);
    demand(x.dtype() == DType.REAL && x.shape().rank() >= 1, op, inputs, "takes rows");
    demandIndex(op, inputs, 1, x.shape().extent(0));
    return x.shape().with(0, inputs.get(1).shape().extent(0));
  }

  private static Shape scatterAdd(Op.ScatterAdd op, List<Tensor> inputs) {
    demand(inputs.size() == 2, op, inputs, "takes rows and an index");
    Tensor x = inputs.get(0);
    demand(x.dtype() == DType.REAL && x.shape().rank() >= 1, op, inputs, "takes rows");
    demandIndex(op, inputs, 1, op.rows());
    demand(
        x.shape().extent(0) == inputs.get(1).shape().extent(0),
        op,
        inputs,
        "needs one index a row");
    return x.shape().with(0, op.rows());
  }

  private static Shape matmul(Op op, List<Tensor> inputs) {
    demand(inputs.size() == 2, op, inputs, "takes two inputs");
    demandReal(op, inputs, 2);
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    demand(a.rank() == b.rank() && (a.rank() == 2 || a.rank() == 3), op, inputs, "takes matrices");
    demand(a.extent(-1) == b.extent(-2), op, inputs, "needs inner extents that agree");
    demand(a.rank() == 2 || a.extent(0) == b.extent(0), op, inputs, "needs one batch extent");
    return a.with(-1, b.extent(-1));
  }

  private static Shape contract(Op op, List<Tensor> inputs) {
    demand(inputs.size() == 4, op, inputs, "takes v, k, rowPtr and senders");
    Shape v = matrix(op, inputs, 0);
    Shape k = matrix(op, inputs, 1);
    int points = demandEdges(op, inputs, k.extent(0), v.extent(0));
    return Shape.of(points, k.extent(1), v.extent(1));
  }

  private static Shape contractToSenders(Op.ContractToSenders op, List<Tensor> inputs) {
    demand(inputs.size() == 4, op, inputs, "takes g, k, rowPtr and senders");
    demandReal(op, inputs, 2);
    Shape g = inputs.get(0).shape();
    Shape k = matrix(op, inputs, 1);
    demand(g.rank() == 3 && g.extent(1) == k.extent(1), op, inputs, "needs g (P, M, C), k (E, M)");
    int points = demandEdges(op, inputs, k.extent(0), op.senders());
    demand(points == g.extent(0), op, inputs, "needs a run of edges for each point");
    return Shape.of(op.senders(), g.extent(2));
  }

  private static Shape contractToEdges(Op op, List<Tensor> inputs) {
    demand(inputs.size() == 4, op, inputs, "takes g, v, rowPtr and senders");
    demandReal(op, inputs, 2);
    Shape g = inputs.get(0).shape();
    Shape v = matrix(op, inputs, 1);
    demand(g.rank() == 3 && g.extent(2) == v.extent(1), op, inputs, "needs g (P, M, C), v (S, C)");
    int edges = inputs.get(3).shape().size();
    int points = demandEdges(op, inputs, edges, v.extent(0));
    demand(points == g.extent(0), op, inputs, "needs a run of edges for each point");
    return Shape.of(edges, g.extent(1));
  }

  private static Shape matrix(Op op, List<Tensor> inputs, int which) {
    Tensor x = inputs.get(which);
    demand(x.dtype() == DType.REAL && x.shape().rank() == 2, op, inputs, "takes matrices");
    return x.shape();
  }

  /** Checks rowPtr and senders (inputs 2 and 3), and returns the number of points. */
  private static int demandEdges(Op op, List<Tensor> inputs, int edges, int senders) {
    demandIndex(op, inputs, 2, edges + 1);
    demand(inputs.get(2).shape().size() > 0, op, inputs, "needs runs of all edges");
    demandIndex(op, inputs, 3, senders);
    demand(inputs.get(3).shape().size() == edges, op, inputs, "needs a sender for each edge");
    if (inputs.get(2).op() instanceof Op.IndexConstant(Ints rowPtr)) {
      boolean runs = rowPtr.size() > 0 && rowPtr.get(0) == 0;
      for (int i = 1; runs && i < rowPtr.size(); i++) {
        runs = rowPtr.get(i - 1) <= rowPtr.get(i);
      }
      demand(runs && rowPtr.get(rowPtr.size() - 1) == edges, op, inputs, "needs runs of all edges");
    }
    return inputs.get(2).shape().extent(0) - 1;
  }

  private static void demandReal(Op op, List<Tensor> inputs, int count) {
    for (Tensor input : inputs.subList(0, count)) {
      demand(input.dtype() == DType.REAL, op, inputs, "takes real numbers");
    }
  }

  private static void demandAxis(Op op, int axis, List<Tensor> inputs) {
    int rank = inputs.getFirst().shape().rank();
    demand(axis >= 0 && axis < rank, op, inputs, "needs an axis from 0 to below the rank");
  }

  private static void demandIndex(Op op, List<Tensor> inputs, int which, int bound) {
    Tensor index = inputs.get(which);
    demand(index.dtype() == DType.INDEX && index.shape().rank() == 1, op, inputs, "takes an index");
    switch (index.op()) {
      case Op.IndexInput leaf ->
          demand(leaf.bound() <= bound, op, inputs, "needs indices below " + bound);
      case Op.IndexConstant(Ints values) -> {
        for (int i = 0; i < values.size(); i++) {
          demand(
              values.get(i) >= 0 && values.get(i) < bound,
              op,
              inputs,
              "needs indices below " + bound);
        }
      }
      default -> throw new IllegalStateException("index tensors are leaves, not " + index.op());
    }
  }

  private static void demand(boolean holds, Op op, List<Tensor> inputs, String what) {
    if (!holds) {
      throw new IllegalArgumentException(
          op + " " + what + "; got " + inputs.stream().map(Tensor::shape).toList());
    }
  }
}
