package org.noether.learning.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * Chooses the elementwise values that every loop which reads them computes for itself, so that they
 * are stored nowhere. Memory is what elementwise work is bound by, and what a value that a gradient
 * needs would hold until then (Chen et al. 2016, "Training deep nets with sublinear memory cost").
 *
 * @param views the memory layout of values lowered so far
 * @param groups the loop of each elementwise value
 */
record Recomputation(Map<Tensor, View> views, Map<Tensor, ElementwiseGroup> groups) {
  private static final int MAX_STEPS = 12;
  private static final int MAX_FUNCTIONS = 1;

  /** What it takes to compute values. */
  private static final class Recipe {
    final int maxSteps;
    final Set<Tensor> nodes = new HashSet<>();

    /** Views of as many numbers as the values have. */
    final Set<View> whole = new HashSet<>();

    /** Views of fewer numbers. */
    int others;

    /** Whether a view is a part of more, which would be kept for it. */
    boolean keepsMore;

    int steps;

    /** Steps that are worth many others. */
    int functions;

    /** The first position where all is ready. */
    int ready;

    Recipe(int maxSteps) {
      this.maxSteps = maxSteps;
    }
  }

  /** Returns whether a value is in a loop that does not store it so far. */
  boolean isOpen(Tensor value) {
    return groups.containsKey(value) && !views.containsKey(value);
  }

  /**
   * Returns whether a value is to be computed wherever it is read: where it takes few steps,
   * reading its parts takes no more memory traffic than reading it, and keeping them no more
   * memory.
   */
  boolean chooses(Tensor value) {
    if (!isOpen(value)) {
      return false;
    }
    Recipe recipe = new Recipe(MAX_STEPS);
    collect(value, recipe);
    return recipe.whole.size() <= 1
        && !recipe.keepsMore
        && recipe.steps <= recipe.maxSteps
        && recipe.functions <= MAX_FUNCTIONS;
  }

  /** Returns whether a loop has room for values, and all that they are made of is ready there. */
  boolean fits(LoopBody loop, List<Tensor> values) {
    Recipe recipe = new Recipe(Integer.MAX_VALUE);
    for (Tensor value : values) {
      if (loop.holds(value)) {
        continue;
      }
      ElementwiseGroup group = groups.get(value);
      if (group == null || !isOpen(value) || chooses(value)) {
        collect(value, recipe);
      } else if (group.position() < loop.position()) {
        recipe.others++;
      } else {
        return false;
      }
    }
    return recipe.ready <= loop.position()
        && loop.hasRoomFor(recipe.steps + 1, recipe.others + recipe.whole.size() + 1);
  }

  private void collect(Tensor value, Recipe recipe) {
    if (value.filledWith() != null || recipe.steps > recipe.maxSteps || !recipe.nodes.add(value)) {
      return;
    }
    View known = views.get(value);
    if (known == null) {
      recipe.steps++;
      recipe.functions += isFunction(value.op()) ? 1 : 0;
      value.inputs().forEach(input -> collect(input, recipe));
      return;
    }
    recipe.ready = Math.max(recipe.ready, known.storage().lastWrite() + 1);
    if (known.isExpanded()) {
      recipe.others++;
    } else {
      recipe.whole.add(known);
    }
    recipe.keepsMore |= known.storage().size() > value.shape().size();
  }

  private static boolean isFunction(Op op) {
    return switch (op) {
      case Op.Unary(UnaryFunction function) -> !function.isCheap();
      case Op.Binary(BinaryFunction function) -> !function.isCheap();
      default -> false;
    };
  }
}
