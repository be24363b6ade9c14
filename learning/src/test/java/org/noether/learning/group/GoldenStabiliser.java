package org.noether.learning.group;

import java.util.Arrays;
import org.noether.simulation.io.TensorData;

/** The elements of a stabiliser that the reference drew when it lifted positions. */
public final class GoldenStabiliser {
  private GoldenStabiliser() {}

  /**
   * Returns their coordinates, of shape (clouds, points, samples, lieDim).
   *
   * @param drawn uniform numbers of shape (clouds, points, 1) for SE2, or quaternions of shape
   *     (clouds, points, samples, 4); those of one point where a cloud's points have the same
   */
  public static double[] coordinates(LieGroup group, TensorData drawn, int points, int samples) {
    double[] numbers = drawn.doubles();
    int lie = group.lieDim();
    double[] elements = new double[drawn.shape()[0] * points * samples * lie];
    for (int i = 0; i < elements.length / lie; i++) {
      int element = drawnFor(i, drawn, points, samples);
      if (group instanceof PlaneMotions) {
        double share = (1 + i % samples) / (double) samples;
        elements[i * lie] = 2 * Math.PI * (numbers[element / samples] + share) - Math.PI;
      } else {
        double[] rotation = rotation(Arrays.copyOfRange(numbers, 4 * element, 4 * element + 4));
        if (lie == 3) {
          elements[i * lie] = Math.sqrt(Arrays.stream(rotation).map(x -> x * x).sum());
        } else {
          System.arraycopy(rotation, 0, elements, i * lie, 3);
        }
      }
    }
    return elements;
  }

  /** Returns the place, among the elements drawn, of the one for element i of all points. */
  static int drawnFor(int i, TensorData drawn, int points, int samples) {
    int point = i / samples;
    int row = drawn.shape()[1] == 1 ? point / points : point;
    return row * samples + i % samples;
  }

  /** Returns axis times angle of a quaternion, the angle from 0 to 2 pi. */
  private static double[] rotation(double[] q) {
    double sine = Math.sqrt(q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double angle = 2 * Math.atan2(sine, q[0]);
    return new double[] {angle * q[1] / sine, angle * q[2] / sine, angle * q[3] / sine};
  }
}
