package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.UnaryFunction;

/**
 * What a loop's code depends on. Loops that differ in extents, strides of outer axes and places
 * share one kernel.
 *
 * @param axes how many loops are nested
 * @param reduced how many of the innermost are summed over
 * @param vectorAxis the axis that a vector runs along, or -1 for code one element at a time
 * @param inputs how each input steps along the vector axis
 * @param outputs how many outputs there are
 * @param steps the body
 * @param results the step that each output stores
 */
record LoopForm(
    int axes,
    int reduced,
    int vectorAxis,
    List<Stepping> inputs,
    int outputs,
    List<Step> steps,
    List<Integer> results) {
  /** Longer bodies would be too much for the first JIT compiler. */
  private static final int MOST_STEPS = 48;

  /** More would not find a register each. */
  private static final int MOST_SUMS = 8;

  /** How an access moves along the vector axis. */
  enum Stepping {
    /** Every lane reads the same element. */
    STILL,
    /** Lanes read neighbours. */
    UNIT,
    /** Anything else: one element at a time. */
    ANY
  }

  static LoopForm of(Loop loop) {
    int axes = loop.extents().size();
    int vectorAxis;
    if (loop.steps().stream().anyMatch(LoopForm::isScalar)) {
      vectorAxis = -1;
    } else if (vectorizes(loop, axes - 1)) {
      vectorAxis = axes - 1;
    } else if (loop.reduced() > 0
        && axes > loop.reduced()
        && vectorizes(loop, axes - loop.reduced() - 1)) {
      vectorAxis = axes - loop.reduced() - 1;
    } else {
      vectorAxis = -1;
    }
    List<Stepping> inputs = new ArrayList<>();
    for (Access access : loop.inputs()) {
      inputs.add(vectorAxis < 0 ? Stepping.ANY : stepping(access.strides().get(vectorAxis)));
    }
    return new LoopForm(
        axes,
        loop.reduced(),
        vectorAxis,
        inputs,
        loop.outputs().size(),
        loop.steps(),
        loop.results());
  }

  /** Returns how many vectors of sums are walked at a time: a cache line of each row, at most. */
  int vectorsAtATime(VectorWidth width) {
    int vectors = 1;
    if (reduced > 0 && vectorAxis >= 0 && !sumsLanes()) {
      while (2 * vectors * width.lanes() <= Task.LINE
          && 2 * vectors * steps.size() <= MOST_STEPS
          && 2 * vectors * outputs <= MOST_SUMS) {
        vectors *= 2;
      }
    }
    return vectors;
  }

  /** Returns whether sums run along the vector, so that lanes are added up at the end. */
  boolean sumsLanes() {
    return vectorAxis >= axes - reduced;
  }

  /** Returns whether a step is a function that {@link VectorMath} lacks. */
  private static boolean isScalar(Step step) {
    return switch (step) {
      case Step.Unary(UnaryFunction function, int _) -> !VectorMath.has(function.name());
      case Step.Binary(BinaryFunction function, int _, int _) -> !VectorMath.has(function.name());
      case Step.Load _, Step.Literal _, Step.Where _ -> false;
    };
  }

  private static boolean vectorizes(Loop loop, int axis) {
    boolean sums = axis >= loop.extents().size() - loop.reduced();
    boolean unit = false;
    for (Access access : loop.inputs()) {
      Stepping stepping = stepping(access.strides().get(axis));
      if (stepping == Stepping.ANY) {
        return false;
      }
      unit |= stepping == Stepping.UNIT;
    }
    for (Access access : loop.outputs()) {
      if (access.strides().get(axis) != (sums ? 0 : 1)) {
        return false;
      }
    }
    return unit || (loop.inputs().isEmpty() && !sums);
  }

  private static Stepping stepping(int stride) {
    return switch (stride) {
      case 0 -> Stepping.STILL;
      case 1 -> Stepping.UNIT;
      default -> Stepping.ANY;
    };
  }
}
