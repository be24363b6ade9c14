package org.noether.learning.task.molecule.network;

import java.util.Arrays;
import org.noether.simulation.io.SafetensorsFile;

/** The random motions that the reference drew. */
final class GoldenMotions {
  private GoldenMotions() {}

  /** Moves positions, of the given shape (B, n, 3), as recorded. */
  static void move(SafetensorsFile tensors, double[] positions, int[] shape) {
    double[] translations = tensors.tensor("rec.randn.0").doubles();
    double[] quaternions = tensors.tensor("rec.randn.1").doubles();
    int size = shape[1] * shape[2];
    for (int b = 0; b < shape[0]; b++) {
      new RandomMotion(
              Arrays.copyOfRange(translations, 3 * b, 3 * b + 3),
              Arrays.copyOfRange(quaternions, 4 * b, 4 * b + 4))
          .move(positions, b * size, (b + 1) * size);
    }
  }
}
