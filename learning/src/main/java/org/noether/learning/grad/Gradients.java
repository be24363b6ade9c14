package org.noether.learning.grad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** Derivatives of a scalar by many tensors, by the chain rule in reverse, as parts of the graph. */
public final class Gradients {
  private Gradients() {}

  /**
   * Returns the derivatives of a scalar by tensors it is computed from: one for each, of its shape,
   * and zero where the scalar does not depend on it.
   *
   * @throws IllegalArgumentException if {@code scalar} is not a scalar, or a tensor in {@code by}
   *     is one that later ops may have been simplified to bypass, such as a reshaped one: take the
   *     gradient by what it was made from
   */
  public static List<Tensor> of(Tensor scalar, List<Tensor> by) {
    if (!scalar.shape().equals(Shape.SCALAR)) {
      throw new IllegalArgumentException("gradients are of a scalar, not of " + scalar.shape());
    }
    by.forEach(Gradients::demandNotBypassed);
    NavigableMap<Integer, Tensor> path = path(scalar, by);
    Map<Tensor, Tensor> gradients = new HashMap<>();
    gradients.put(scalar, scalar.graph().constant(1));
    for (Tensor node : path.descendingMap().values()) {
      Tensor gradient = gradients.get(node);
      if (gradient == null || node.op() instanceof Op.Detach) {
        continue;
      }
      List<Tensor> inputs = node.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        if (path.containsKey(inputs.get(i).id())) {
          gradients.merge(inputs.get(i), byInput(node, gradient, i), Tensor::add);
        }
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor x : by) {
      Tensor gradient = gradients.get(x);
      result.add(gradient != null ? gradient : x.fullLike(0));
    }
    return result;
  }

  private static void demandNotBypassed(Tensor x) {
    boolean bypassed =
        switch (x.op()) {
          case Op.Reshape _, Op.Permute _, Op.Expand _, Op.Pad _ -> true;
          case Op.Unary(UnaryFunction f) -> f == UnaryFunction.NEG;
          case Op.Binary(BinaryFunction f) ->
              f == BinaryFunction.MUL && x.inputs().get(1).filledWith() != null;
          default -> false;
        };
    if (bypassed) {
      throw new IllegalArgumentException(
          "later ops may bypass " + x + "; take the gradient by " + x.inputs().getFirst());
    }
  }

  /** Returns the nodes between the scalar and {@code by}, by number, so in topological order. */
  private static NavigableMap<Integer, Tensor> path(Tensor scalar, List<Tensor> by) {
    TreeMap<Integer, Tensor> path = new TreeMap<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(scalar));
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (path.putIfAbsent(node.id(), node) == null && !(node.op() instanceof Op.Detach)) {
        node.inputs().forEach(open::push);
      }
    }
    Set<Tensor> wanted = new HashSet<>(by);
    // In the order of numbers, so that inputs off the path are gone before the nodes they lead to.
    path.values()
        .removeIf(node ->
            !wanted.contains(node)
                && (node.op() instanceof Op.Detach
                    || node.inputs().stream().noneMatch(input -> path.containsKey(input.id()))));
    return path;
  }

  /**
   * Returns the gradient by one input of a node.
   *
   * @param node the node y = op(x0, x1, ...)
   * @param g the gradient by y, of y's shape
   * @param which the input's position; it must be real
   */
  private static Tensor byInput(Tensor node, Tensor g, int which) {
    List<Tensor> x = node.inputs();
    Shape shape = x.get(which).shape();
    return switch (node.op()) {
      case Op.Unary(UnaryFunction f) -> f.gradient(g, x.getFirst(), node);
      case Op.Binary(BinaryFunction f) -> f.gradient(g, x.get(0), x.get(1), node, which);
      case Op.Where _ -> where(x.getFirst(), g, which);
      case Op.Sum _ -> g.broadcastTo(shape);
      case Op.LargestMask _ -> g.fullLike(0);
      case Op.Reshape _ -> g.reshape(shape);
      case Op.Permute(Ints axes) -> g.permute(inverse(axes));
      case Op.Expand(Shape to) -> g.sumKeeping(repeated(shape, to));
      case Op.Slice(int axis, int start, int end) -> g.pad(axis, start, shape.extent(axis) - end);
      case Op.Pad(int axis, int before, int _) ->
          g.slice(axis, before, before + shape.extent(axis));
      case Op.Concat(int axis) -> {
        int start = x.subList(0, which).stream().mapToInt(part -> part.shape().extent(axis)).sum();
        yield g.slice(axis, start, start + shape.extent(axis));
      }
      case Op.Gather _ -> g.scatterAdd(x.get(1), shape.extent(0));
      case Op.ScatterAdd _ -> g.gather(x.get(1));
      case Op.MatMul _ ->
          which == 0 ? g.matmul(x.get(1).transpose()) : x.get(0).transpose().matmul(g);
      case Op.Contract _ ->
          which == 0 ? toSenders(g, x.get(1), x, shape.extent(0)) : toEdges(g, x.get(0), x);
      case Op.ContractToSenders _ ->
          which == 0 ? g.contract(x.get(1), x.get(2), x.get(3)) : toEdges(x.get(0), g, x);
      case Op.ContractToEdges _ ->
          which == 0
              ? x.get(1).contract(g, x.get(2), x.get(3))
              : toSenders(x.get(0), g, x, shape.extent(0));
      case Op.Detach _, Op.Input _, Op.Constant _, Op.IndexInput _, Op.IndexConstant _ ->
          throw new IllegalArgumentException(node.op() + " passes no gradient");
    };
  }

  private static Tensor where(Tensor condition, Tensor g, int which) {
    Tensor zero = g.fullLike(0);
    return switch (which) {
      case 1 -> condition.where(g, zero);
      case 2 -> condition.where(zero, g);
      default -> zero;
    };
  }

  private static Tensor toSenders(Tensor g, Tensor k, List<Tensor> edges, int senders) {
    return g.graph().apply(new Op.ContractToSenders(senders), g, k, edges.get(2), edges.get(3));
  }

  private static Tensor toEdges(Tensor g, Tensor v, List<Tensor> edges) {
    return g.graph().apply(new Op.ContractToEdges(), g, v, edges.get(2), edges.get(3));
  }

  private static int[] inverse(Ints axes) {
    int[] inverse = new int[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return inverse;
  }

  /** Returns the axes along which a tensor is repeated. */
  private static int[] repeated(Shape from, Shape to) {
    return IntStream.range(0, from.rank()).filter(i -> from.extent(i) != to.extent(i)).toArray();
  }
}
