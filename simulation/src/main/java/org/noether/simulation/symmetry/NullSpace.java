package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The null space of a matrix known up to an error.
 *
 * @param singularValues singular values, falling
 * @param threshold largest singular value that the error can turn a zero into
 * @param basis orthonormal vectors that the matrix maps to zero, to round-off
 */
@SuppressWarnings("ArrayRecordComponent")
record NullSpace(double[] singularValues, double threshold, List<double[]> basis) {
  /** Components of a vector below this share of the largest are taken for zero. */
  private static final double NEGLIGIBLE = 1e-7;

  /**
   * The null space.
   *
   * @param rows a matrix with at least as many rows as columns
   * @param error bound on the Frobenius norm of its error: by Weyl's theorem singular values are
   *     off by at most that much
   */
  static NullSpace of(double[][] rows, double error) {
    var svd = new SingularValueDecomposition(MatrixUtils.createRealMatrix(rows));
    double[] values = svd.getSingularValues();
    var basis = new ArrayList<double[]>();
    for (int k = 0; k < values.length; k++) {
      if (values[k] <= error) {
        basis.add(svd.getV().getColumn(k));
      }
    }
    return new NullSpace(values, error, basis);
  }

  /** Whether a vector lies in it. */
  boolean contains(double[] vector) {
    return basis.size() > 0 && residual(vector, basis) <= NEGLIGIBLE;
  }

  /** A basis in reduced row echelon form: sparse, and with small numbers set to zero. */
  List<double[]> reduced() {
    double[][] rows = basis.stream().map(double[]::clone).toArray(double[][]::new);
    int columns = singularValues.length;
    int done = 0;
    for (int column = 0; column < columns && done < rows.length; column++) {
      int pivot = done;
      for (int i = done + 1; i < rows.length; i++) {
        if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
          pivot = i;
        }
      }
      if (Math.abs(rows[pivot][column]) > NEGLIGIBLE) {
        double[] row = rows[pivot];
        rows[pivot] = rows[done];
        rows[done] = row;
        eliminate(rows, done, column);
        done++;
      }
    }
    return Arrays.stream(rows)
        .map(NullSpace::cleaned)
        .sorted(Comparator.comparingLong(NullSpace::nonZeros))
        .toList();
  }

  private static void eliminate(double[][] rows, int pivot, int column) {
    double leading = rows[pivot][column];
    for (int i = 0; i < rows.length; i++) {
      double factor = rows[i][column] / leading;
      for (int k = 0; k < rows[i].length && i != pivot; k++) {
        rows[i][k] -= factor * rows[pivot][k];
      }
    }
  }

  /** Sets what is negligible to zero. */
  static double[] cleaned(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    return Arrays.stream(vector).map(v -> Math.abs(v) < NEGLIGIBLE * largest ? 0 : v).toArray();
  }

  private static long nonZeros(double[] vector) {
    return Arrays.stream(vector).filter(v -> v != 0).count();
  }

  /** Whether a vector is independent of orthonormal ones; if so, its new direction is added. */
  static boolean extend(List<double[]> orthonormal, double[] vector) {
    double[] rest = vector.clone();
    // Twice is enough for orthogonality to round-off (Kahan; Parlett 1980).
    remove(rest, orthonormal);
    remove(rest, orthonormal);
    double size = norm(rest);
    if (size <= NEGLIGIBLE * norm(vector)) {
      return false;
    }
    orthonormal.add(Arrays.stream(rest).map(v -> v / size).toArray());
    return true;
  }

  private static double residual(double[] vector, List<double[]> orthonormal) {
    double[] rest = vector.clone();
    remove(rest, orthonormal);
    return norm(rest) / norm(vector);
  }

  private static void remove(double[] vector, List<double[]> orthonormal) {
    for (double[] direction : orthonormal) {
      double along = 0;
      for (int i = 0; i < vector.length; i++) {
        along += vector[i] * direction[i];
      }
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= along * direction[i];
      }
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }
}
