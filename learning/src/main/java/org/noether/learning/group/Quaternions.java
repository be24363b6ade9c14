package org.noether.learning.group;

import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Tensor;

/** Unit quaternions (q0, q1, q2, q3) as rotations of space, of shape (..., 4). */
final class Quaternions {
  /** Up to this squared sine of half the angle, the arc sine is computed by its power series. */
  private static final double NEAR = 1.0 / 16;

  private static final double[] ARC_SINE = arcSine(14);

  private Quaternions() {}

  /**
   * Returns the quaternions of rotation matrices, with q0 not negative.
   *
   * <p>A rotation matrix determines all products 4 q_i q_j. The row i of these whose diagonal entry
   * is largest, at least 1, is q up to its length and sign (Markley 2008, "Unit quaternion from
   * rotation matrix").
   */
  static Tensor of(Tensor rotations) {
    Tensor[][] r = new Tensor[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        r[i][j] = Matrices.entry(rotations, i, j);
      }
    }
    Tensor x = r[2][1].sub(r[1][2]);
    Tensor y = r[0][2].sub(r[2][0]);
    Tensor z = r[1][0].sub(r[0][1]);
    Tensor xy = r[0][1].add(r[1][0]);
    Tensor yz = r[1][2].add(r[2][1]);
    Tensor zx = r[2][0].add(r[0][2]);
    Tensor[] square = {
      r[0][0].add(r[1][1]).add(r[2][2]).add(1),
      r[0][0].sub(r[1][1]).sub(r[2][2]).add(1),
      r[1][1].sub(r[0][0]).sub(r[2][2]).add(1),
      r[2][2].sub(r[0][0]).sub(r[1][1]).add(1)
    };
    Tensor[] rows = {
      Matrices.vector(square[0], x, y, z),
      Matrices.vector(x, square[1], xy, zx),
      Matrices.vector(y, xy, square[2], yz),
      Matrices.vector(z, zx, yz, square[3])
    };
    Tensor largest = square[0];
    Tensor row = rows[0];
    for (int i = 1; i < 4; i++) {
      row = largest.less(square[i]).where(rows[i], row);
      largest = largest.max(square[i]);
    }
    Tensor negative = Angles.near(Matrices.component(row, 0), 0);
    Tensor positive = negative.where(row.neg(), row);
    return positive.div(positive.square().sumKeeping(-1).sqrt());
  }

  /**
   * Returns angle times axis, of shape (..., 3), of unit quaternions with q0 not negative: the
   * vector part over its length, the sine of half the angle, times the angle.
   */
  static Tensor log(Tensor quaternions) {
    Tensor cosine = Matrices.component(quaternions, 0);
    Tensor vector = quaternions.slice(-1, 1, 4);
    Tensor square = vector.square().sumKeeping(-1);
    Tensor near = Angles.near(square, NEAR);
    Tensor sine = near.where(Angles.one(square), square).sqrt();
    Tensor half =
        near.where(
            Angles.polynomial(ARC_SINE, Angles.nearOnly(near, square)),
            sine.binary(BinaryFunction.ATAN2, cosine).div(sine));
    return vector.mul(half.mul(2));
  }

  /** Returns the rotation matrices of unit quaternions. */
  static Tensor rotations(Tensor quaternions) {
    Tensor[] q = new Tensor[4];
    for (int i = 0; i < 4; i++) {
      q[i] = Matrices.component(quaternions, i);
    }
    return Matrices.of(
        3,
        diagonal(q[2], q[3]),
        twice(q[1].mul(q[2]).sub(q[0].mul(q[3]))),
        twice(q[1].mul(q[3]).add(q[0].mul(q[2]))),
        twice(q[1].mul(q[2]).add(q[0].mul(q[3]))),
        diagonal(q[1], q[3]),
        twice(q[2].mul(q[3]).sub(q[0].mul(q[1]))),
        twice(q[1].mul(q[3]).sub(q[0].mul(q[2]))),
        twice(q[2].mul(q[3]).add(q[0].mul(q[1]))),
        diagonal(q[1], q[2]));
  }

  /**
   * Returns quaternions of uniformly distributed rotations (Shoemake 1992, "Uniform random
   * rotations", in Graphics Gems III).
   *
   * @param uniform independent numbers uniform in [0, 1), of shape (..., 3)
   */
  static Tensor even(Tensor uniform) {
    Tensor share = Matrices.component(uniform, 0);
    Tensor first = Angles.one(share).sub(share).sqrt();
    Tensor second = share.sqrt();
    Tensor a = Matrices.component(uniform, 1).mul(2 * Math.PI);
    Tensor b = Matrices.component(uniform, 2).mul(2 * Math.PI);
    return Matrices.vector(
        first.mul(a.sin()), first.mul(a.cos()), second.mul(b.sin()), second.mul(b.cos()));
  }

  private static Tensor diagonal(Tensor p, Tensor q) {
    return Angles.one(p).sub(twice(p.square().add(q.square())));
  }

  private static Tensor twice(Tensor x) {
    return x.mul(2);
  }

  /** Returns the coefficients of asin(y) / y in powers of y^2. */
  private static double[] arcSine(int terms) {
    double[] coefficients = new double[terms];
    double central = 1;
    for (int k = 0; k < terms; k++) {
      coefficients[k] = central / (2 * k + 1);
      central *= (2 * k + 1) / (2.0 * k + 2);
    }
    return coefficients;
  }
}
