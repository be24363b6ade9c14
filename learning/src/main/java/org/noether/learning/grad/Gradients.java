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
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/** The chain rule in reverse, from a scalar to many tensors. */
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
          Tensor part = Derivatives.byInput(node, gradient, i);
          gradients.merge(inputs.get(i), part, Tensor::add);
        }
      }
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor x : by) {
      Tensor gradient = gradients.get(x);
      result.add(gradient != null ? gradient : x.graph().full(x.shape(), 0));
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
    TreeMap<Integer, Tensor> reachable = new TreeMap<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(scalar));
    while (!open.isEmpty()) {
      Tensor node = open.pop();
      if (reachable.putIfAbsent(node.id(), node) == null && !(node.op() instanceof Op.Detach)) {
        node.inputs().forEach(open::push);
      }
    }
    Set<Tensor> wanted = new HashSet<>(by);
    TreeMap<Integer, Tensor> path = new TreeMap<>();
    for (Tensor node : reachable.values()) {
      boolean passes =
          !(node.op() instanceof Op.Detach)
              && node.inputs().stream().anyMatch(input -> path.containsKey(input.id()));
      if (passes || wanted.contains(node)) {
        path.put(node.id(), node);
      }
    }
    return path;
  }
}
