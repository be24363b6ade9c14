package org.noether.benchmarks;

import java.util.SplittableRandom;

/** Random operands. */
final class Uniform {
  private Uniform() {}

  /** Returns numbers between -1/2 and 1/2. */
  static float[] floats(int length, SplittableRandom random) {
    var values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return values;
  }
}
