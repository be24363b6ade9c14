package org.noether.learning.backend.cpu;

/**
 * Copies rows that an index names to adjacent rows, at the distance of the rows of a {@link
 * MicroKernel.LayoutA#PACKED packed} operand. {@link RowPackCode} generates the implementations.
 */
interface RowPack {
  /**
   * Copies the rows that begin at {@code offset + index[indexOffset + i] * stride}.
   *
   * @param rows the number of rows
   * @param columns the columns to copy, at least as many as a vector has lanes
   * @param toOffset where the first row of the copy begins
   */
  void run(
      int rows,
      float[] from,
      int offset,
      int stride,
      int[] index,
      int indexOffset,
      int columns,
      float[] to,
      int toOffset);
}
