package org.noether.learning.backend.cpu;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Constants of the butterfly reduction of the partial sums in the lanes of vectors. */
final class Lanes {
  private Lanes() {}

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
