package org.noether.learning.backend.cpu;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;
import org.noether.learning.compile.Storage;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.UnaryFunction;

/**
 * The properties of a loop that its generated code depends on. Loops that differ only in extents,
 * offsets and strides of other axes than the vector axis share one kernel.
 *
 * @param axes the depth of the loop nest
 * @param reduced the number of innermost axes that are summed over
 * @param vectorAxis the axis that is vectorized, or -1 for scalar code
 * @param inputs the access pattern of each input along the vector axis
 * @param outputs the number of outputs
 * @param overlaps whether elements of the outputs may be computed twice, so that what is left of
 *     the vector axis is a vector that begins within the one before
 * @param steps the body
 * @param results the step that each output stores
 */
record LoopForm(
    int axes,
    int reduced,
    int vectorAxis,
    List<VectorAccess> inputs,
    int outputs,
    boolean overlaps,
    List<Step> steps,
    List<Integer> results) {
  /** C1 bails out on longer bodies. */
  private static final int MAX_STEPS = 48;

  /** More accumulators would be spilled. */
  private static final int MAX_SUMS = 8;

  /** The access pattern along the vector axis. */
  enum VectorAccess {
    /** All lanes read the same element. */
    BROADCAST,
    /** Lanes read consecutive elements. */
    CONTIGUOUS,
    /** Any other stride, which requires scalar code. */
    STRIDED
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
    List<VectorAccess> inputs = new ArrayList<>();
    for (Access access : loop.inputs()) {
      inputs.add(
          vectorAxis < 0 ? VectorAccess.STRIDED : vectorAccess(access.strides().get(vectorAxis)));
    }
    return new LoopForm(
        axes,
        loop.reduced(),
        vectorAxis,
        inputs,
        loop.outputs().size(),
        vectorAxis >= 0 && vectorAxis < axes - loop.reduced() && isRepeatable(loop),
        loop.steps(),
        loop.results());
  }

  /** Returns whether no output is an input. */
  private static boolean isRepeatable(Loop loop) {
    Set<Storage> written = loop.outputs().stream().map(Access::storage).collect(toSet());
    return loop.inputs().stream().map(Access::storage).noneMatch(written::contains);
  }

  /** Returns the unroll factor of column sums in vectors, at most a cache line of each row. */
  int unrolledVectors(VectorWidth width) {
    int vectors = 1;
    if (reduced > 0 && vectorAxis >= 0 && !sumsLanes()) {
      while (2 * vectors * width.lanes() <= Task.CACHE_LINE
          && 2 * vectors * steps.size() <= MAX_STEPS
          && 2 * vectors * outputs <= MAX_SUMS) {
        vectors *= 2;
      }
    }
    return vectors;
  }

  /** Returns whether the vector axis is summed over, so that lanes are added at the end. */
  boolean sumsLanes() {
    return vectorAxis >= axes - reduced;
  }

  /** Returns whether a step is a function that {@link VectorFunctions} lacks. */
  private static boolean isScalar(Step step) {
    return switch (step) {
      case Step.Unary(UnaryFunction function, int _) -> !VectorFunctions.has(function.name());
      case Step.Binary(BinaryFunction function, int _, int _) ->
          !VectorFunctions.has(function.name());
      case Step.Load _, Step.Literal _, Step.Where _ -> false;
    };
  }

  private static boolean vectorizes(Loop loop, int axis) {
    boolean sums = axis >= loop.extents().size() - loop.reduced();
    boolean unit = false;
    for (Access access : loop.inputs()) {
      VectorAccess kind = vectorAccess(access.strides().get(axis));
      if (kind == VectorAccess.STRIDED) {
        return false;
      }
      unit |= kind == VectorAccess.CONTIGUOUS;
    }
    for (Access access : loop.outputs()) {
      if (access.strides().get(axis) != (sums ? 0 : 1)) {
        return false;
      }
    }
    return unit || (loop.inputs().isEmpty() && !sums);
  }

  private static VectorAccess vectorAccess(int stride) {
    return switch (stride) {
      case 0 -> VectorAccess.BROADCAST;
      case 1 -> VectorAccess.CONTIGUOUS;
      default -> VectorAccess.STRIDED;
    };
  }
}
