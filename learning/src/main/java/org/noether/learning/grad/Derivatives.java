package org.noether.learning.grad;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** The derivative of each op: how a gradient by its result becomes gradients by its inputs. */
final class Derivatives {
  private Derivatives() {}

  /**
   * Returns the gradient by one input of a node.
   *
   * @param node the node y = op(x0, x1, ...)
   * @param g the gradient by y, of y's shape
   * @param which the input's position; it must be real
   */
  static Tensor byInput(Tensor node, Tensor g, int which) {
    List<Tensor> x = node.inputs();
    return switch (node.op()) {
      case Op.Unary(UnaryFunction f) -> f.gradient(g, x.getFirst(), node);
      case Op.Binary(BinaryFunction f) -> f.gradient(g, x.get(0), x.get(1), node, which);
      case Op.Where _ -> where(x.getFirst(), g, which);
      case Op.Sum _ -> g.broadcastTo(x.getFirst().shape());
      case Op.LargestMask _ -> zero(x.getFirst());
      case Op.Reshape _ -> g.reshape(x.getFirst().shape());
      case Op.Permute(Ints axes) -> g.permute(inverse(axes));
      case Op.Expand(Shape shape) -> g.sumKeeping(repeated(x.getFirst().shape(), shape));
      case Op.Slice(int axis, int start, int end) ->
          g.pad(axis, start, x.getFirst().shape().extent(axis) - end);
      case Op.Pad(int axis, int before, int _) ->
          g.slice(axis, before, before + x.getFirst().shape().extent(axis));
      case Op.Concat(int axis) -> concat(axis, x, g, which);
      case Op.Gather _ -> g.scatterAdd(x.get(1), x.getFirst().shape().extent(0));
      case Op.ScatterAdd _ -> g.gather(x.get(1));
      case Op.MatMul _ ->
          which == 0 ? g.matmul(x.get(1).transpose()) : x.get(0).transpose().matmul(g);
      case Op.Contract _ -> contract(x, g, which);
      case Op.ContractToSenders _ -> contractToSenders(x, g, which);
      case Op.ContractToEdges _ -> contractToEdges(x, g, which);
      case Op.Detach _, Op.Input _, Op.Constant _, Op.IndexInput _, Op.IndexConstant _ ->
          throw new IllegalArgumentException(node.op() + " passes no gradient");
    };
  }

  private static Tensor where(Tensor condition, Tensor g, int which) {
    return switch (which) {
      case 1 -> condition.where(g, zero(g));
      case 2 -> condition.where(zero(g), g);
      default -> zero(g);
    };
  }

  private static Tensor concat(int axis, List<Tensor> x, Tensor g, int which) {
    int start = 0;
    for (int i = 0; i < which; i++) {
      start += x.get(i).shape().extent(axis);
    }
    return g.slice(axis, start, start + x.get(which).shape().extent(axis));
  }

  private static Tensor contract(List<Tensor> x, Tensor g, int which) {
    return which == 0
        ? toSenders(g, x.get(1), x, x.get(0).shape().extent(0))
        : toEdges(g, x.get(0), x);
  }

  private static Tensor contractToSenders(List<Tensor> x, Tensor g, int which) {
    return which == 0 ? g.contract(x.get(1), x.get(2), x.get(3)) : toEdges(x.get(0), g, x);
  }

  private static Tensor contractToEdges(List<Tensor> x, Tensor g, int which) {
    return which == 0
        ? x.get(1).contract(g, x.get(2), x.get(3))
        : toSenders(x.get(0), g, x, x.get(1).shape().extent(0));
  }

  private static Tensor toSenders(Tensor g, Tensor k, List<Tensor> edges, int senders) {
    return g.graph().apply(new Op.ContractToSenders(senders), g, k, edges.get(2), edges.get(3));
  }

  private static Tensor toEdges(Tensor g, Tensor v, List<Tensor> edges) {
    return g.graph().apply(new Op.ContractToEdges(), g, v, edges.get(2), edges.get(3));
  }

  private static Tensor zero(Tensor like) {
    Graph graph = like.graph();
    return graph.full(like.shape(), 0);
  }

  private static int[] inverse(Ints axes) {
    int[] inverse = new int[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return inverse;
  }

  private static int[] repeated(Shape from, Shape to) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < from.rank(); i++) {
      if (from.extent(i) != to.extent(i)) {
        axes.add(i);
      }
    }
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }
}
