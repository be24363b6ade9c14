package org.noether.learning.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Selects the elementwise values that every loop that reads them recomputes, so that they are never
 * stored (rematerialization), and those that are stored and computed again later. Elementwise loops
 * are bound by memory bandwidth, and a value stored for the backward pass would stay live until
 * then (Chen et al. 2016, "Training deep nets with sublinear memory cost").
 *
 * @param views the memory layout of values lowered so far
 * @param groups the loop of each elementwise value
 * @param uses where values are read
 */
record Recomputation(Map<Tensor, View> views, Map<Tensor, ElementwiseGroup> groups, Uses uses) {
  private static final int MAX_STEPS = 12;
  private static final int MAX_FUNCTIONS = 1;

  /** A contraction of more edges takes longer than storing and loading its result. */
  private static final int MAX_NEIGHBOURS = 32;

  /** The operands of a value that is computed again, a product of two gradients' factors. */
  private static final int MAX_OPERANDS = 2;

  /** The cost of computing values from stored ones. */
  private static final class Cost {
    final int maxSteps;
    final Set<Tensor> nodes = new HashSet<>();

    /** Operands with as many elements as the values. */
    final Set<View> fullViews = new HashSet<>();

    final Set<Tensor> fullOperands = new HashSet<>();

    /** The number of operands with fewer elements, which are broadcast. */
    int smallViews;

    /** Whether an operand is a view of a larger storage, which would stay live with it. */
    boolean keepsLargerStorage;

    int steps;

    /** The number of expensive steps, such as exp. */
    int functions;

    /** The first position at which all operands are available. */
    int earliest;

    Cost(int maxSteps) {
      this.maxSteps = maxSteps;
    }
  }

  /** Returns whether a value is computed in a loop that does not store it so far. */
  boolean isUnstored(Tensor value) {
    return groups.containsKey(value) && !views.containsKey(value);
  }

  /**
   * Returns whether a value is recomputed wherever it is read: if that takes few steps, and its
   * operands need no more memory traffic and no more memory than the value itself.
   */
  boolean isRecomputed(Tensor value) {
    if (!isUnstored(value)) {
      return false;
    }
    Cost cost = new Cost(MAX_STEPS);
    collect(value, cost);
    return cost.fullViews.size() <= 1
        && !cost.keepsLargerStorage
        && cost.steps <= cost.maxSteps
        && cost.functions <= MAX_FUNCTIONS;
  }

  /**
   * Returns whether a stored value is computed again for a node that reads it long after it was
   * stored: if what it is made of is read later still, so that memory keeps and gives that anyway.
   */
  boolean isComputedAgain(Tensor value, Tensor reader) {
    if (!views.containsKey(value) || !uses.isStale(value, reader)) {
      return false;
    }
    if (value.op() instanceof Op.Contract) {
      int points = value.shape().extent(0);
      int edges = value.inputs().get(1).shape().extent(0);
      return edges <= (long) points * MAX_NEIGHBOURS
          && value.inputs().subList(0, 2).stream()
              .allMatch(operand -> isReadAfter(operand, reader));
    }
    if (!groups.containsKey(value)) {
      return false;
    }
    Cost cost = new Cost(MAX_STEPS);
    count(value, cost);
    return cost.fullViews.size() <= MAX_OPERANDS
        && !cost.keepsLargerStorage
        && cost.steps <= cost.maxSteps
        && cost.functions <= MAX_FUNCTIONS
        && cost.fullOperands.stream().allMatch(operand -> isReadAfter(operand, reader));
  }

  /**
   * Returns whether a node after the reader reads a value, or what is made of it and not stored.
   */
  private boolean isReadAfter(Tensor value, Tensor reader) {
    Set<Tensor> seen = new HashSet<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      for (Tensor next : uses.readers(open.pop())) {
        if (next.id() > reader.id()) {
          return true;
        }
        if (isUnstored(next) && seen.add(next)) {
          open.push(next);
        }
      }
    }
    return false;
  }

  /** Returns whether values can be computed in a loop, given its limits and the operands. */
  boolean fits(LoopBody loop, List<Tensor> values) {
    Cost cost = new Cost(Integer.MAX_VALUE);
    for (Tensor value : values) {
      if (loop.holds(value)) {
        continue;
      }
      ElementwiseGroup group = groups.get(value);
      if (group == null || !isUnstored(value) || isRecomputed(value)) {
        collect(value, cost);
      } else if (group.position() < loop.position()) {
        cost.smallViews++;
      } else {
        return false;
      }
    }
    return cost.earliest <= loop.position()
        && loop.hasRoomFor(cost.steps + 1, cost.smallViews + cost.fullViews.size() + 1);
  }

  private void collect(Tensor value, Cost cost) {
    if (value.filledWith() != null || cost.steps > cost.maxSteps || !cost.nodes.add(value)) {
      return;
    }
    View known = views.get(value);
    if (known == null) {
      count(value, cost);
      return;
    }
    cost.earliest = Math.max(cost.earliest, known.storage().lastWrite() + 1);
    if (known.isExpanded()) {
      cost.smallViews++;
    } else {
      cost.fullViews.add(known);
      cost.fullOperands.add(value);
    }
    cost.keepsLargerStorage |= known.storage().size() > value.shape().size();
  }

  private void count(Tensor value, Cost cost) {
    cost.steps++;
    cost.functions += isFunction(value.op()) ? 1 : 0;
    value.inputs().forEach(input -> collect(input, cost));
  }

  private static boolean isFunction(Op op) {
    return switch (op) {
      case Op.Unary(UnaryFunction function) -> !function.isCheap();
      case Op.Binary(BinaryFunction function) -> !function.isCheap();
      default -> false;
    };
  }
}
