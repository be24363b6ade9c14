package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Ints;

/**
 * Blocks of the shared dimension of a product with a small result and a left factor by columns,
 * such as the gradient of a weight by many rows: each thread reads its own rows of both factors,
 * not a part of all rows. The product of the first block is stored in the result, those of the
 * others in memory of their own, and a loop adds them up. The blocks depend on the shape alone, so
 * the bits of the result do not depend on the number of threads.
 *
 * @param chunk the rows that are multiplied at once
 * @param length the rows of a block, a multiple of those of a chunk
 * @param count the number of blocks
 * @param partial the products of the blocks but for the first
 * @param total adds them to the first
 */
record DepthBlocks(int chunk, int length, int count, Storage partial, Loop total) {
  /** Blocks have at least about this many rows. */
  private static final int LEAST_LENGTH = 256;

  /** Larger results would not stay in the cache while a block is added up. */
  private static final int MAX_RESULT = 1 << 17;

  private static final int MAX_BLOCKS = 12;

  /** The blocks' products take at most one part in this many of the memory of the factors. */
  private static final int LEAST_SHARE = 4;

  /** About the elements of a chunk of the left factor. */
  private static final int CHUNK_SIZE = 1 << 13;

  private static final int LEAST_CHUNK = 64;

  /** Blocks of other tasks over the same rows are seldom longer. */
  private static final int MOST_STEP = 512;

  /** How much longer than half of all rows those of one of two threads may be. */
  private static final double MOST_IMBALANCE = 1.08;

  /**
   * Returns the blocks of a product, or null if it is computed whole.
   *
   * @param terms the number of products that are added up
   */
  static @Nullable DepthBlocks of(Instruction.MatMul product, int terms) {
    View result = product.product();
    int size = result.shape().size();
    int depth = product.left().shape().extent(-1);
    if (terms > 1
        || result.shape().rank() != 2
        || product.left().strides().get(0) != 1
        || result.shape().extent(1) == 1
        || size == 0
        || size > MAX_RESULT) {
      return null;
    }
    int rows = result.shape().extent(0);
    long affordable = (long) depth * (rows + result.shape().extent(1)) / LEAST_SHARE / size;
    // An even number, as threads often are.
    int count = (int) Math.min(Math.min(MAX_BLOCKS, depth / LEAST_LENGTH), affordable) / 2 * 2;
    if (count == 0) {
      return null;
    }
    int chunk = Math.clamp(Integer.highestOneBit(CHUNK_SIZE / rows), LEAST_CHUNK, Gemm.DEPTH);
    int length = length(depth, count, chunk);
    return of(result, chunk, length, Math.ceilDiv(depth, length));
  }

  /**
   * Returns the rows of at most some number of blocks: a multiple of the largest power of two, for
   * the blocks of other tasks over the same rows, that divides the rows about evenly between two
   * threads.
   */
  private static int length(int depth, int most, int chunk) {
    for (int step = MOST_STEP; step >= chunk; step /= 2) {
      for (int count = most; count >= Math.max(2, most / 2); count -= 2) {
        int length = Math.ceilDiv(Math.ceilDiv(depth, count), step) * step;
        if (Math.ceilDiv(depth, 2 * length) * 2L * length <= MOST_IMBALANCE * depth) {
          return length;
        }
      }
    }
    return Math.ceilDiv(Math.ceilDiv(depth, most), chunk) * chunk;
  }

  private static DepthBlocks of(View result, int chunk, int length, int count) {
    int size = result.shape().size();
    var partial = new Storage(Math.multiplyExact(count - 1, size));
    Access sum = new Access(result.storage(), result.offset(), Ints.of(1));
    List<Access> inputs = new ArrayList<>(List.of(sum));
    List<Step> steps = new ArrayList<>(List.of(new Step.Load(0)));
    for (int block = 1; block < count; block++) {
      inputs.add(new Access(partial, (block - 1) * size, Ints.of(1)));
      steps.add(new Step.Load(block));
      steps.add(new Step.Binary(BinaryFunction.ADD, steps.size() - 2, steps.size() - 1));
    }
    return new DepthBlocks(
        chunk,
        length,
        count,
        partial,
        new Loop(Ints.of(size), 0, inputs, steps, List.of(sum), List.of(steps.size() - 1)));
  }
}
