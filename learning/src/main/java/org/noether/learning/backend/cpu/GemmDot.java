package org.noether.learning.backend.cpu;

/**
 * The micro-kernel of matrix-vector products: dot products of a vector x with several rows, {@code
 * out[r] = sum_p x[p] * row_r[p]}, where the shared dimension is contiguous. {@link GemmDotCode}
 * generates implementations for {@link #ROWS} rows.
 */
interface GemmDot {
  /** The maximum number of dot products of one call. */
  int ROWS = 4;

  /**
   * Computes dot products.
   *
   * @param depth the length of the vectors, at least 0
   * @param x holds the vector x from {@code xOffset}
   * @param y holds row {@code r} from {@code yOffset + r * yStride}
   * @param out receives the products from {@code outOffset}
   * @param rows the number of products, 1 to {@link #ROWS}
   * @param accumulate whether the products are added to {@code out} or replace it
   */
  void run(
      int depth,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      int yStride,
      float[] out,
      int outOffset,
      int rows,
      boolean accumulate);
}
