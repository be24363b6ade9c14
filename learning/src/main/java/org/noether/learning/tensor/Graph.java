package org.noether.learning.tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes tensors, and interns them: the same op on the same inputs is the same object, so common
 * subexpressions are found while tracing. Not thread-safe; programs compiled from a graph are
 * independent of it.
 */
public final class Graph {
  private record Key(Op op, List<Tensor> inputs) {}

  private final Map<Key, Tensor> interned = new HashMap<>();
  private final Map<String, Tensor> leaves = new HashMap<>();

  /**
   * Returns the real leaf of that name, bound when a program runs.
   *
   * @throws IllegalArgumentException if the name stands for something else already
   */
  public Tensor input(String name, Shape shape) {
    return leaf(name, new Op.Input(name, shape));
  }

  /**
   * Returns the index leaf of that name, bound when a program runs to numbers below {@code bound}.
   *
   * @throws IllegalArgumentException if the name stands for something else already
   */
  public Tensor indexInput(String name, Shape shape, int bound) {
    return leaf(name, new Op.IndexInput(name, shape, bound));
  }

  /** Returns the leaves that are bound when a program runs, by name. */
  public Map<String, Tensor> leaves() {
    return Map.copyOf(leaves);
  }

  /** Returns a scalar that holds the number. */
  public Tensor constant(double value) {
    return apply(new Op.Constant(value));
  }

  /** Returns a tensor of the shape, filled with the number. */
  public Tensor full(Shape shape, double value) {
    return constant(value).broadcastTo(shape);
  }

  /** Returns an index tensor of rank 1 that holds the numbers. */
  public Tensor indices(int... values) {
    return apply(new Op.IndexConstant(Ints.of(values)));
  }

  /**
   * Returns the op's result on the inputs, simplified where that saves work and leaves the value.
   *
   * @throws IllegalArgumentException if the inputs do not fit the op
   */
  public Tensor apply(Op op, Tensor... inputs) {
    for (Tensor input : inputs) {
      if (input.graph() != this) {
        throw new IllegalArgumentException(op + ": an input belongs to another graph");
      }
    }
    List<Tensor> list = List.of(inputs);
    Shape shape = new ShapeRules(op, list).result();
    Tensor simpler = Simplifier.simplify(op, list, shape);
    return simpler != null
        ? simpler
        : interned.computeIfAbsent(
            new Key(op, list), _ -> new Tensor(this, interned.size(), op, list, shape));
  }

  private Tensor leaf(String name, Op op) {
    Tensor known = leaves.computeIfAbsent(name, _ -> apply(op));
    if (!known.op().equals(op)) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + known.op() + " already, it cannot be " + op + " too");
    }
    return known;
  }
}
