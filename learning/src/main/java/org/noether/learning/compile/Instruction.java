package org.noether.learning.compile;

import java.util.List;
import org.noether.learning.tensor.Tensor;

/** One step of a compiled program. */
public sealed interface Instruction {

  /** Runs a loop. */
  record RunLoop(Loop loop) implements Instruction {}

  /** Packs the right factor of a matrix product, shape (k, n) or (batch, k, n). */
  record PackRight(View right, Storage packed) implements Instruction {}

  /**
   * Multiplies matrices.
   *
   * @param left the left factor, shape (m, k) or (batch, m, k)
   * @param right the packed right factor
   * @param product the result, contiguous, of shape (m, n) or (batch, m, n)
   * @param accumulate whether to add to what {@code product} holds
   */
  record MatMul(View left, Storage right, View product, boolean accumulate)
      implements Instruction {}

  /**
   * An op whose inputs and result are contiguous: gather, scatter-add, a contraction over edges, or
   * a mask of largest elements.
   *
   * @param node the op, with the shapes of its inputs
   * @param inputs where its real inputs are
   * @param result where its result goes
   */
  record RunOp(Tensor node, List<View> inputs, Storage result) implements Instruction {}
}
