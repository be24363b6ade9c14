package org.noether.learning.compile;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.tensor.Tensor;

/** One step of a {@link Schedule}. */
public sealed interface Instruction {
  /** Returns the memory that the instruction reads and writes. */
  Stream<Storage> storages();

  /** Runs a loop. */
  record RunLoop(Loop loop) implements Instruction {
    @Override
    public Stream<Storage> storages() {
      return loop.accesses().stream().map(Access::storage);
    }
  }

  /**
   * Multiplies matrices.
   *
   * @param left the left factor, shape (m, k) or (batch, m, k)
   * @param right the right factor, shape (k, n) or (batch, k, n)
   * @param product the result, contiguous, of shape (m, n) or (batch, m, n)
   * @param accumulate whether the product is added to the contents of {@code product}
   */
  record MatMul(View left, View right, View product, boolean accumulate) implements Instruction {
    @Override
    public Stream<Storage> storages() {
      return Stream.of(left, right, product).map(View::storage);
    }
  }

  /**
   * Runs an op on contiguous inputs: gather, scatter-add, a contraction over edges, or a mask of
   * the largest elements.
   *
   * @param node the op and the shapes of its inputs
   * @param inputs its real inputs
   * @param result its result, contiguous
   */
  record RunOp(Tensor node, List<View> inputs, Storage result) implements Instruction {
    @Override
    public Stream<Storage> storages() {
      return Stream.concat(inputs.stream().map(View::storage), Stream.of(result));
    }
  }
}
