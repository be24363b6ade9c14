package org.noether.learning.task.molecule.network;

import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * A motion of space by which a training molecule is moved before a network sees it: a translation
 * whose coordinates are normal with deviation {@value #DEVIATION} Angstrom, then a rotation about
 * the origin, all of which are as likely (Finzi et al. 2020, section 6.2).
 */
final class RandomMotion {
  private static final double DEVIATION = 0.5;

  private final double[] translation;
  private final double[][] rotation;

  /**
   * Makes a motion of numbers from the standard normal distribution.
   *
   * @param translation 3 numbers
   * @param quaternion 4 numbers, not all zero, the real part first
   */
  RandomMotion(double[] translation, double[] quaternion) {
    this.translation = translation.clone();
    double w = quaternion[0];
    double x = quaternion[1];
    double y = quaternion[2];
    double z = quaternion[3];
    double two = 2 / (w * w + x * x + y * y + z * z);
    rotation =
        new double[][] {
          {1 - two * (y * y + z * z), two * (x * y - w * z), two * (x * z + w * y)},
          {two * (x * y + w * z), 1 - two * (x * x + z * z), two * (y * z - w * x)},
          {two * (x * z - w * y), two * (y * z + w * x), 1 - two * (x * x + y * y)}
        };
  }

  /** Draws a motion. */
  static RandomMotion draw(RandomGenerator random) {
    return new RandomMotion(
        DoubleStream.generate(random::nextGaussian).limit(3).toArray(),
        DoubleStream.generate(random::nextGaussian).limit(4).toArray());
  }

  /**
   * Moves positions.
   *
   * @param positions x, y, z of each atom in turn
   * @param begin the place of the first coordinate to be moved
   * @param end the place after the last
   */
  void move(double[] positions, int begin, int end) {
    for (int at = begin; at < end; at += 3) {
      double x = positions[at] + DEVIATION * translation[0];
      double y = positions[at + 1] + DEVIATION * translation[1];
      double z = positions[at + 2] + DEVIATION * translation[2];
      for (int row = 0; row < 3; row++) {
        positions[at + row] = rotation[row][0] * x + rotation[row][1] * y + rotation[row][2] * z;
      }
    }
  }
}
