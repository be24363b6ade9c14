package org.noether.learning.backend.cpu;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Constants of the butterfly that turns one partial sum per lane into one sum per vector. */
final class Lanes {
  private Lanes() {}

  /** Returns the exchange of lanes whose numbers differ by the power of two {@code distance}. */
  static VectorShuffle<Float> exchange(VectorSpecies<Float> species, int distance) {
    return VectorShuffle.fromOp(species, lane -> lane ^ distance);
  }

  /** Returns the lanes whose numbers contain the power of two {@code distance}. */
  static VectorMask<Float> upper(VectorSpecies<Float> species, int distance) {
    var set = new boolean[species.length()];
    for (int lane = 0; lane < set.length; lane++) {
      set[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(species, set, 0);
  }
}
