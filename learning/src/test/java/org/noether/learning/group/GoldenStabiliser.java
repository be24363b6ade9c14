package org.noether.learning.group;

import java.util.Arrays;

/** The elements of a stabiliser that the reference drew when it lifted positions. */
public final class GoldenStabiliser {
  private GoldenStabiliser() {}

  /**
   * Returns their coordinates, of shape (positions, samples, lieDim).
   *
   * @param drawn uniform numbers, one for each position (SE2), or quaternions, one for each element
   */
  public static double[] coordinates(LieGroup group, double[] drawn, int positions, int samples) {
    boolean angle = drawn.length == positions;
    int lie = group.lieDim();
    double[] elements = new double[positions * samples * lie];
    for (int i = 0; i < positions * samples; i++) {
      if (angle) {
        double share = (1 + i % samples) / (double) samples;
        elements[i * lie] = 2 * Math.PI * (drawn[i / samples] + share) - Math.PI;
      } else {
        double[] rotation = rotation(Arrays.copyOfRange(drawn, 4 * i, 4 * i + 4));
        if (lie == 3) {
          elements[i * lie] = Math.sqrt(Arrays.stream(rotation).map(x -> x * x).sum());
        } else {
          System.arraycopy(rotation, 0, elements, i * lie, 3);
        }
      }
    }
    return elements;
  }

  /** Returns axis times angle of a quaternion, the angle from 0 to 2 pi. */
  private static double[] rotation(double[] q) {
    double sine = Math.sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double angle = 2 * Math.atan2(sine, q[0]);
    return new double[] {angle * q[1] / sine, angle * q[2] / sine, angle * q[3] / sine};
  }
}
