package org.noether.learning.backend.tornado;

import java.util.ArrayList;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The integers that a kernel reads at a launch. They begin with the place of the next row. A number
 * in memory is named by a slot, whose place the execution's bases hold, and an offset to it.
 */
final class Row {
  private final List<Integer> integers = new ArrayList<>(List.of(0));

  /** Appends integers. */
  Row with(int... more) {
    for (int integer : more) {
      integers.add(integer);
    }
    return this;
  }

  int[] toArray() {
    return integers.stream().mapToInt(Integer::intValue).toArray();
  }

  // What kernels call.

  /**
   * Returns the place of the row, and stores that of the next row for the next launch. All threads
   * read one of two places, and one thread writes the other; the number of work-groups tells which.
   */
  static int begin(KernelContext c, IntArray ints) {
    int parity = (c.globalGroupSizeX / c.localGroupSizeX) & 1;
    int row = ints.get(parity);
    if (c.globalIdx == 0) {
      ints.set(1 - parity, ints.get(row));
    }
    return row;
  }

  /** Returns a place in memory, given where the row names it by slot and offset. */
  static int place(IntArray ints, int at) {
    return ints.get(ints.get(Device.BASES) + ints.get(at)) + ints.get(at + 1);
  }

  /** Returns the place of indices, given where the row holds their offset to the bases. */
  static int indices(IntArray ints, int at) {
    return ints.get(Device.BASES) + ints.get(at);
  }
}
