package org.noether.simulation.symmetry;

import java.util.Arrays;
import org.hipparchus.CalculusFieldElement;

/**
 * The generator xi(q) = A q + b of a user.
 *
 * @param name what it does
 * @param matrix A, of shape (n, n) for n positions, or (d, d) for all bodies in d dimensions alike
 * @param shift b, of length n or d
 */
@SuppressWarnings("ArrayRecordComponent")
public record AffineGenerator(String name, double[][] matrix, double[] shift)
    implements PointTransformation {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if A is not square, or b has another length, or a number is
   *     not finite
   */
  public AffineGenerator {
    int n = matrix.length;
    if (n == 0 || shift.length != n || Arrays.stream(matrix).anyMatch(row -> row.length != n)) {
      throw new IllegalArgumentException(
          "A must be a square matrix, and b as long as its rows; A has %d rows and b has %d numbers"
              .formatted(n, shift.length));
    }
    if (!Arrays.stream(shift).allMatch(Double::isFinite)
        || !Arrays.stream(matrix).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("the numbers of A and b must be finite");
    }
  }

  /**
   * Refuses a system that it does not move.
   *
   * @throws IllegalArgumentException if its size is neither that of all positions nor of one body's
   */
  public void demand(Coordinates coordinates) {
    int n = matrix.length;
    if (n != coordinates.degreesOfFreedom() && n != coordinates.dimension()) {
      throw new IllegalArgumentException(
          "A is of %d by %d, and the system has %d positions%s"
              .formatted(
                  n,
                  n,
                  coordinates.degreesOfFreedom(),
                  coordinates.ofBodies()
                      ? " of bodies in %d dimensions".formatted(coordinates.dimension())
                      : ""));
    }
  }

  @Override
  public <T extends CalculusFieldElement<T>> T[] xi(T[] q) {
    int n = matrix.length;
    T[] xi = q.clone();
    for (int i = 0; i < q.length; i++) {
      T sum = q[0].getField().getZero().add(shift[i % n]);
      for (int k = 0; k < n; k++) {
        sum = sum.add(q[i / n * n + k].multiply(matrix[i % n][k]));
      }
      xi[i] = sum;
    }
    return xi;
  }
}
