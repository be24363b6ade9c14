package org.noether.simulation.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * The null space of a matrix known up to an error.
 *
 * @param singularValues singular values, falling
 * @param threshold largest singular value that the error can turn a zero into
 * @param basis orthonormal vectors that the matrix maps to zero, to round-off
 * @param image a square matrix that maps every vector to one as long as the given matrix does
 */
@SuppressWarnings("ArrayRecordComponent")
record NullSpace(
    double[] singularValues, double threshold, List<double[]> basis, RealMatrix image) {
  /** Components of a vector below this share of the largest may be taken for zero. */
  private static final double NEGLIGIBLE = 1e-7;

  private static final double[] CLEANING = {NEGLIGIBLE, 1e-10, 1e-13};

  /** How many roundings of the largest singular value a vector of the null space is mapped to. */
  private static final double ROUNDINGS = 16;

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
    RealMatrix image = MatrixUtils.createRealDiagonalMatrix(values).multiply(svd.getVT());
    return new NullSpace(values, error, basis, image);
  }

  /** Whether a vector lies in it, to round-off. */
  boolean contains(double[] vector) {
    double most = ROUNDINGS * Math.ulp(1.0) * singularValues[0];
    return norm(image.operate(vector)) <= most * norm(vector);
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
        .map(this::cleaned)
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

  /**
   * Sets what is negligible to zero. Small components that keep the vector in the null space, such
   * as those of a weak force, are not.
   */
  private double[] cleaned(double[] vector) {
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    return DoubleStream.of(CLEANING)
        .mapToObj(share ->
            Arrays.stream(vector).map(v -> Math.abs(v) < share * largest ? 0 : v).toArray())
        .filter(this::contains)
        .findFirst()
        .orElse(vector);
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
