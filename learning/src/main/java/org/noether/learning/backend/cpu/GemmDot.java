package org.noether.learning.backend.cpu;

/**
 * Scalar products of one vector x with several rows, {@code out[r] = sum_p x[p] * row_r[p]}: the
 * inner step where the shared dimension, not the output, is contiguous. Implementations are made by
 * {@link GemmDotCode} for {@link #ROWS} rows.
 */
interface GemmDot {
  /** The most products that one call computes. */
  int ROWS = 4;

  /**
   * Computes a few scalar products.
   *
   * @param depth length of the products, from 0
   * @param x holds the common factor from {@code xOffset}
   * @param y holds row {@code r} from {@code yOffset + r * yStride}
   * @param out receives the products from {@code outOffset}
   * @param rows number of products, 1 to {@link #ROWS}
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
