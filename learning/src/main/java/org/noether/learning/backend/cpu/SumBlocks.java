package org.noether.learning.backend.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Step;
import org.noether.learning.compile.Storage;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Shape;

/**
 * A loop that sums many elements, as two: one adds up blocks of them, which stay in the cache and
 * which threads share, the other adds up the sums of the blocks. The blocks depend on the loop
 * alone, so the bits of a sum do not depend on the number of threads.
 *
 * @param blocks the loop over the elements, whose outputs are the sums of the first block; those of
 *     the next blocks follow
 * @param sums the number of sums of a block for each output
 * @param count the number of blocks
 * @param length the extent of a block along the first axis that is summed over, a power of two
 * @param total the loop over the blocks' sums
 */
record SumBlocks(Loop blocks, int sums, int count, int length, Loop total) {
  /** The most elements of a block: 32 KB for each input. */
  private static final int BLOCK_SIZE = 1 << 13;

  /** More sums are divided among threads by themselves. */
  private static final int MAX_SUMS = 1 << 9;

  /** Returns the blocks of a loop, or null if it has no sums or adds up too few elements. */
  static @Nullable SumBlocks of(Loop loop) {
    Ints extents = loop.extents();
    int kept = extents.size() - loop.reduced();
    int sums = size(extents, 0, kept);
    if (loop.reduced() == 0 || sums == 0 || sums > MAX_SUMS) {
      return null;
    }
    int summed = extents.get(kept);
    int ofStep = Math.multiplyExact(sums, size(extents, kept + 1, extents.size()));
    int length = Integer.highestOneBit(Math.max(1, BLOCK_SIZE / Math.max(1, ofStep)));
    if (summed < 2 * length) {
      return null;
    }
    int count = Math.ceilDiv(summed, length);
    List<Storage> partial =
        Stream.generate(() -> new Storage(Math.multiplyExact(count, sums)))
            .limit(loop.outputs().size())
            .toList();
    return new SumBlocks(
        blocks(loop, partial), sums, count, length, total(loop, partial, sums, count));
  }

  private static Loop blocks(Loop loop, List<Storage> partial) {
    int kept = loop.extents().size() - loop.reduced();
    Ints strides = Ints.of(Arrays.copyOf(denseStrides(loop, kept), loop.extents().size()));
    return new Loop(
        loop.extents(),
        loop.reduced(),
        loop.inputs(),
        loop.steps(),
        partial.stream().map(storage -> new Access(storage, 0, strides)).toList(),
        loop.results());
  }

  private static Loop total(Loop loop, List<Storage> partial, int sums, int count) {
    int kept = loop.extents().size() - loop.reduced();
    Ints strides = with(denseStrides(loop, kept), kept, sums);
    List<Integer> results = IntStream.range(0, partial.size()).boxed().toList();
    return new Loop(
        with(loop.extents().toArray(), kept, count),
        1,
        partial.stream().map(storage -> new Access(storage, 0, strides)).toList(),
        results.stream().<Step>map(Step.Load::new).toList(),
        loop.outputs().stream()
            .map(to -> new Access(to.storage(), to.offset(), with(to.strides().toArray(), kept, 0)))
            .toList(),
        results);
  }

  private static int[] denseStrides(Loop loop, int kept) {
    return Shape.of(Arrays.copyOf(loop.extents().toArray(), kept)).strides();
  }

  /** Returns some first numbers and one more. */
  private static Ints with(int[] numbers, int first, int more) {
    int[] extended = Arrays.copyOf(numbers, first + 1);
    extended[first] = more;
    return Ints.of(extended);
  }

  private static int size(Ints extents, int from, int to) {
    int size = 1;
    for (int axis = from; axis < to; axis++) {
      size = Math.multiplyExact(size, extents.get(axis));
    }
    return size;
  }
}
