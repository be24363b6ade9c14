package org.noether.learning.group;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Batches of small matrices, of shape (..., r, c), for implementations of {@link LieGroup}. */
public final class Matrices {
  private Matrices() {}

  /** Returns one component of vectors: (..., d) to (..., 1). */
  public static Tensor component(Tensor vectors, int k) {
    return vectors.slice(-1, k, k + 1);
  }

  /** Returns one entry of matrices: (..., r, c) to (..., 1). */
  public static Tensor entry(Tensor matrices, int row, int column) {
    Tensor entry = matrices.slice(-2, row, row + 1).slice(-1, column, column + 1);
    return entry.reshape(extents(entry.shape(), 2, 1));
  }

  /**
   * Returns matrices made of their entries.
   *
   * @param columns the number of columns
   * @param entries row by row, each of shape (..., 1) or a scalar, at least one of them not scalar
   * @return of shape (..., rows, columns)
   */
  public static Tensor of(int columns, Tensor... entries) {
    Tensor flat = vector(entries);
    return flat.reshape(extents(flat.shape(), 1, entries.length / columns, columns));
  }

  /** Returns vectors (..., d) made of d components as the entries of {@link #of}. */
  static Tensor vector(Tensor... entries) {
    List<Shape> shapes = Arrays.stream(entries).map(Tensor::shape).toList();
    Shape common = shapes.stream().filter(shape -> shape.rank() > 0).findFirst().orElseThrow();
    return Tensor.concat(
        common.rank() - 1,
        Arrays.stream(entries).map(entry -> entry.broadcastTo(common)).toArray(Tensor[]::new));
  }

  /** Returns products of matrices (..., r, k) and (..., k, c), whose other axes broadcast. */
  public static Tensor product(Tensor left, Tensor right) {
    Shape a = left.shape();
    Shape b = right.shape();
    Tensor terms =
        left.reshape(extents(a, 2, a.extent(-2), a.extent(-1), 1))
            .mul(right.reshape(extents(b, 2, 1, b.extent(-2), b.extent(-1))));
    return terms.sumKeeping(-2).reshape(extents(terms.shape(), 3, a.extent(-2), b.extent(-1)));
  }

  /** Returns a number for each vector: (..., d) to (..., 1). */
  static Tensor constant(Tensor vectors, double number) {
    return vectors.graph().full(Shape.of(extents(vectors.shape(), 1, 1)), number);
  }

  /** Returns identity matrices (..., size, size) for vectors of shape (..., d). */
  static Tensor identity(Tensor vectors, int size) {
    return of(
        size,
        IntStream.range(0, size * size)
            .mapToObj(i -> constant(vectors, i % (size + 1) == 0 ? 1 : 0))
            .toArray(Tensor[]::new));
  }

  /** Returns the commutator ab - ba. */
  static double[][] bracket(double[][] a, double[][] b) {
    RealMatrix left = MatrixUtils.createRealMatrix(a);
    RealMatrix right = MatrixUtils.createRealMatrix(b);
    return left.multiply(right).subtract(right.multiply(left)).getData();
  }

  /** Returns the sum of the products of entries. */
  static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < a.length; column++) {
        sum += a[row][column] * b[row][column];
      }
    }
    return sum;
  }

  /** Returns a shape's extents, with others in place of the last ones. */
  static int[] extents(Shape shape, int dropped, int... added) {
    IntStream kept = Arrays.stream(shape.toArray()).limit(shape.rank() - dropped);
    return IntStream.concat(kept, Arrays.stream(added)).toArray();
  }
}
