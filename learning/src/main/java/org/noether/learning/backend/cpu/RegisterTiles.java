package org.noether.learning.backend.cpu;

import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * Divides the product of a block of A and a panel of B into register tiles, which micro-kernels
 * compute.
 */
record RegisterTiles(VectorWidth width) {
  /** Rows of the smallest tile of an A by rows. */
  private static final int FEW_ROWS = 4;

  private static final int[] NO_INDEX = {};

  /** Returns the number of floats of scratch memory that {@link #multiply} needs. */
  int scratchSize() {
    return MicroKernel.MAX_ROWS * width.lanes();
  }

  /**
   * Multiplies a block of A by a panel of B. The parameters are those of {@link Gemm#multiply}.
   *
   * @param scratch memory of {@link #scratchSize} floats from {@code scratchAt} on
   */
  void multiply(
      int m,
      int columns,
      int depth,
      float[] a,
      int aAt,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bAt,
      int bRowStride,
      float[] c,
      int cAt,
      int ldc,
      boolean add,
      float[] scratch,
      int scratchAt) {
    if (columns < width.lanes()) {
      multiplyFew(
          m,
          columns,
          depth,
          a,
          aAt,
          aRowStride,
          aColumnStride,
          b,
          bAt,
          c,
          cAt,
          ldc,
          add,
          scratch,
          scratchAt);
    } else {
      multiplyFull(
          m,
          columns,
          depth,
          a,
          aAt,
          aRowStride,
          aColumnStride,
          b,
          bAt,
          bRowStride,
          c,
          cAt,
          ldc,
          add);
    }
  }

  /** Multiplies by a panel whose columns fill a vector. */
  private void multiplyFull(
      int m,
      int columns,
      int depth,
      float[] a,
      int aAt,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bAt,
      int bRowStride,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    LayoutA layout = aColumnStride == 1 ? LayoutA.ROWS : LayoutA.COLUMNS;
    int stride = layout == LayoutA.ROWS ? aRowStride : aColumnStride;
    int vectors = width.vectors(columns);
    int i = 0;
    while (i < m) {
      int rows = rowsOfTile(m - i, vectors, layout);
      // By columns, A has all rows of a tile.
      int height = layout == LayoutA.COLUMNS ? rows : heightOfTile(rows, vectors);
      MicroKernel kernel =
          MicroKernels.of(
              width,
              height,
              vectors,
              layout,
              bRowStride == 0 ? LayoutB.PANEL : LayoutB.ROWS,
              LayoutC.ROWS,
              add);
      do {
        int left = aAt + i * aRowStride;
        int to = cAt + i * ldc;
        kernel.run(
            depth, a, left, stride, b, bAt, bRowStride, c, to, ldc, NO_INDEX, 0, rows, columns);
        i += rows;
      } while (i < m && rowsOfTile(m - i, vectors, layout) == rows);
    }
  }

  /**
   * The same for fewer columns than a vector has lanes. B is packed, and tiles are in scratch
   * memory before they are stored.
   */
  private void multiplyFew(
      int m,
      int columns,
      int depth,
      float[] a,
      int aAt,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add,
      float[] scratch,
      int scratchAt) {
    int padded = width.lanes();
    int most = tileRows(1, aColumnStride == 1 ? LayoutA.ROWS : LayoutA.COLUMNS);
    int rows;
    for (int i = 0; i < m; i += rows) {
      rows = Math.min(most, m - i);
      int left = aAt + i * aRowStride;
      multiplyFull(
          rows,
          padded,
          depth,
          a,
          left,
          aRowStride,
          aColumnStride,
          b,
          bAt,
          0,
          scratch,
          scratchAt,
          padded,
          false);
      Tiles.store(scratch, scratchAt, padded, rows, columns, c, cAt + i * ldc, ldc, add);
    }
  }

  /** Returns the rows of the next tile: where tiles are small, they are about equal. */
  private int rowsOfTile(int remaining, int vectors, LayoutA layout) {
    int most = tileRows(vectors, layout);
    return isEven(vectors, layout)
        ? Math.ceilDiv(remaining, Math.ceilDiv(remaining, most))
        : Math.min(most, remaining);
  }

  /** Returns the rows of the kernel of a tile of an A by rows. */
  private int heightOfTile(int rows, int vectors) {
    if (rows <= FEW_ROWS) {
      return FEW_ROWS;
    }
    return isEven(vectors, LayoutA.ROWS) ? rows : tileRows(vectors, LayoutA.ROWS);
  }

  private static boolean isEven(int vectors, LayoutA layout) {
    return vectors == MicroKernel.MAX_VECTORS && layout == LayoutA.ROWS;
  }

  /**
   * Returns the number of rows of a full register tile, as limited by the number of vector
   * registers: 32 with AVX-512, otherwise 16. Tiles have fewer rows where the JIT compiler hoists
   * the loads of A, which then occupy registers too: for a row-major A with 32 registers, for a
   * column-major A with 16.
   */
  private int tileRows(int vectors, LayoutA layout) {
    if (width != VectorWidth.BITS_512) {
      return layout == LayoutA.COLUMNS ? MicroKernel.COLUMN_ROWS : 6;
    }
    if (vectors < 3) {
      return 12;
    }
    return layout == LayoutA.ROWS ? 7 : 8;
  }
}
