package org.noether.learning.group;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** The exponential of a square matrix, by its power series for a small fraction of it. */
final class MatrixExponential {
  private static final int HALVINGS = 8;
  private static final int TERMS = 14;

  private MatrixExponential() {}

  /** Returns exp(A) for entries up to a few units, to some 2^8 roundings. */
  static double[][] of(double[][] matrix) {
    RealMatrix small =
        MatrixUtils.createRealMatrix(matrix).scalarMultiply(Math.scalb(1.0, -HALVINGS));
    RealMatrix identity = MatrixUtils.createRealIdentityMatrix(matrix.length);
    RealMatrix sum = identity;
    for (int k = TERMS; k >= 1; k--) {
      sum = identity.add(small.multiply(sum).scalarMultiply(1.0 / k));
    }
    for (int k = 0; k < HALVINGS; k++) {
      sum = sum.multiply(sum);
    }
    return sum.getData();
  }
}
