package org.noether.learning.backend.cpu;

/**
 * Transposes a matrix into a panel. The rows are taken in strips of as many as a vector has lanes.
 * {@link StripTransposeCode} generates the implementations.
 */
interface StripTranspose {
  /**
   * Writes element {@code (i, c)} of a matrix to {@code toOffset + c * rows + i}, where rows is
   * {@code strips} times the lanes of a vector.
   *
   * @param strips the strips of rows
   * @param from the matrix, whose row {@code i} begins at {@code offset + i * stride}
   * @param columns the columns, at least as many as a vector has lanes
   */
  void run(int strips, float[] from, int offset, int stride, int columns, float[] to, int toOffset);
}
