package org.noether.learning.backend.cpu;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Constants of operations between the lanes of vectors. */
final class Lanes {
  /**
   * The numbers of the elements of two vectors in the order of interleaving them: first of the
   * first, first of the second, second of the first, and so on.
   */
  static final float[] INTERLEAVED_128 = interleaved(4);

  /** The same for wider vectors. */
  static final float[] INTERLEAVED_256 = interleaved(8);

  /** The same for the widest vectors. */
  static final float[] INTERLEAVED_512 = interleaved(16);

  private Lanes() {}

  private static float[] interleaved(int lanes) {
    var elements = new float[2 * lanes];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i / 2 + i % 2 * lanes;
    }
    return elements;
  }

  /** Returns the shuffle that exchanges the lanes i and {@code i ^ distance}. */
  static VectorShuffle<Float> exchange(VectorSpecies<Float> species, int distance) {
    return VectorShuffle.fromOp(species, lane -> lane ^ distance);
  }

  /** Returns the mask of the lanes i with {@code (i & distance) != 0}. */
  static VectorMask<Float> upper(VectorSpecies<Float> species, int distance) {
    var set = new boolean[species.length()];
    for (int lane = 0; lane < set.length; lane++) {
      set[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(species, set, 0);
  }
}
