package org.noether.learning.nn;

/**
 * The rotations to which the reference lifts positions of space to SO3. Its cross product of the x
 * axis and the position runs over the first axis of extent 3, which in a batch of three clouds is
 * that of clouds; there its rotations do not carry the x axis to the position.
 */
public final class ReferenceRotations {
  private final double[] unit;
  private final double[] drawn;
  private final int[] strides;
  private final int crossed;

  /**
   * Reads a case.
   *
   * @param coords positions, of the given shape (B, n, 3)
   * @param drawn quaternions, of shape (B, n, samples, 4)
   */
  ReferenceRotations(double[] coords, int[] shape, double[] drawn, int samples) {
    this.drawn = drawn;
    int[] extents = {shape[0], shape[1], samples, 3};
    this.strides = new int[] {shape[1] * samples * 3, samples * 3, 3, 1};
    int axis = 0;
    while (extents[axis] != 3) {
      axis++;
    }
    this.crossed = axis;
    this.unit = new double[coords.length * samples];
    for (int i = 0; i < coords.length / 3; i++) {
      double length =
          Math.sqrt(
              coords[3 * i] * coords[3 * i]
                  + coords[3 * i + 1] * coords[3 * i + 1]
                  + coords[3 * i + 2] * coords[3 * i + 2]);
      for (int s = 0; s < samples; s++) {
        for (int k = 0; k < 3; k++) {
          unit[(i * samples + s) * 3 + k] = coords[3 * i + k] / Math.max(length, 1e-5);
        }
      }
    }
  }

  /** Returns the elements, of shape (B n, samples, 3, 3). */
  double[] elements() {
    double[] axis = cross();
    double[] elements = new double[unit.length * 3];
    for (int i = 0; i < unit.length / 3; i++) {
      double[] w = {axis[3 * i], axis[3 * i + 1], axis[3 * i + 2]};
      double angle = Math.atan2(norm(w), unit[3 * i]);
      double factor = angle == 0 ? 1 : angle / Math.sin(angle);
      double[][] toPosition = exp(new double[] {w[0] * factor, w[1] * factor, w[2] * factor});
      double[] q = {drawn[4 * i + 1], drawn[4 * i + 2], drawn[4 * i + 3]};
      double[][] aboutX = exp(new double[] {2 * Math.atan2(norm(q), drawn[4 * i]), 0, 0});
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          for (int k = 0; k < 3; k++) {
            elements[9 * i + 3 * row + column] += toPosition[row][k] * aboutX[k][column];
          }
        }
      }
    }
    return elements;
  }

  /** Returns (1, 0, 0) x p, but over the axis that the reference takes. */
  private double[] cross() {
    double[] product = new double[unit.length];
    int stride = strides[crossed];
    for (int i = 0; i < product.length; i++) {
      int k = i / stride % 3;
      int base = i - k * stride;
      int next = base + (k + 1) % 3 * stride;
      int last = base + (k + 2) % 3 * stride;
      product[i] = xAxis(next) * unit[last] - xAxis(last) * unit[next];
    }
    return product;
  }

  private static double xAxis(int place) {
    return place % 3 == 0 ? 1 : 0;
  }

  private double[][] exp(double[] w) {
    double angle = norm(w);
    double sin = angle == 0 ? 1 : Math.sin(angle) / angle;
    double half = Math.sin(angle / 2);
    double cos = angle == 0 ? 0.5 : 2 * half * half / (angle * angle);
    double[][] k = {{0, -w[2], w[1]}, {w[2], 0, -w[0]}, {-w[1], w[0], 0}};
    double[][] rotation = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double square = 0;
        for (int j = 0; j < 3; j++) {
          square += k[row][j] * k[j][column];
        }
        rotation[row][column] = (row == column ? 1 : 0) + sin * k[row][column] + cos * square;
      }
    }
    return rotation;
  }

  private static double norm(double[] x) {
    return Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
  }
}
