package org.noether.learning.task.dynamics;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * An invertible map x -> L x + t of space, and its cotangent lift, which maps states (q, p) to (L q
 * + t, L^-T p) and so keeps p dq (Marsden and Ratiu 1999, "Introduction to Mechanics and Symmetry",
 * section 6.3). Rates of change map by its derivative, (L, L^-T).
 *
 * @param linear the matrix L, of size d
 * @param cotangent the matrix L^-T
 * @param shift the vector t
 */
@SuppressWarnings("ArrayRecordComponent")
record SpaceMap(RealMatrix linear, RealMatrix cotangent, double[] shift) {
  /** Returns the map x -> x + t. */
  static SpaceMap translation(double[] t) {
    RealMatrix one = MatrixUtils.createRealIdentityMatrix(t.length);
    return new SpaceMap(one, one, t);
  }

  /** Returns the map x -> L x. */
  static SpaceMap linear(RealMatrix matrix) {
    return new SpaceMap(matrix, cotangent(matrix), new double[matrix.getRowDimension()]);
  }

  /**
   * Returns the map of a matrix that acts on x, if it is of size d, or on (x, 1), if it is of size
   * d + 1.
   */
  static SpaceMap of(RealMatrix matrix, int d) {
    if (matrix.getRowDimension() == d) {
      return linear(matrix);
    }
    RealMatrix top = matrix.getSubMatrix(0, d - 1, 0, d - 1);
    return new SpaceMap(top, cotangent(top), matrix.getSubMatrix(0, d - 1, d, d).getColumn(0));
  }

  /** Returns the state that a state z = (q, p) of bodies is mapped to. */
  double[] state(double[] z) {
    double[] mapped = rates(z);
    for (int i = 0; i < z.length / 2; i++) {
      mapped[i] += shift[i % shift.length];
    }
    return mapped;
  }

  /** Returns what rates of change dz/dt are mapped to. */
  double[] rates(double[] dzdt) {
    int d = shift.length;
    double[] mapped = new double[dzdt.length];
    for (int start = 0; start < dzdt.length; start += d) {
      RealMatrix matrix = start < dzdt.length / 2 ? linear : cotangent;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          mapped[start + i] += matrix.getEntry(i, j) * dzdt[start + j];
        }
      }
    }
    return mapped;
  }

  private static RealMatrix cotangent(RealMatrix matrix) {
    return MatrixUtils.inverse(matrix).transpose();
  }
}
