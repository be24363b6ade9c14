package org.noether.learning.backend.cpu;

import org.noether.learning.backend.cpu.GemmTile.LayoutA;
import org.noether.learning.backend.cpu.GemmTile.LayoutB;
import org.noether.learning.backend.cpu.GemmTile.LayoutC;

/**
 * Single-precision matrix multiplication, {@code C = A B} or {@code C += A B}, on parts of float
 * arrays.
 *
 * <p>B is packed beforehand into panels as wide as a register tile, so that a weight is packed once
 * for many multiplications; A is read where it lies, or is packed block by block if its layout
 * requires it. This is the scheme of Goto and van de Geijn, "Anatomy of high-performance matrix
 * multiplication", ACM TOMS 34 (2008), for matrices that fit the second-level cache.
 *
 * <p>Each element of C is summed in ascending order of the shared dimension, in runs of {@value
 * #DEPTH}, so results do not depend on the number of rows. Instances are immutable and may be
 * shared between threads.
 */
public final class Gemm {

  /** Longest run of the shared dimension that one tile walks. */
  static final int DEPTH = 256;

  /** Most rows of A packed at a time. */
  private static final int PACKED_ROWS = 120;

  private static final int[] NO_INDEX = {};

  private final VectorWidth width;
  private final int tileRows;
  private final int tileColumns;

  /** Creates the multiplication for one vector width. */
  public Gemm(VectorWidth width) {
    this.width = width;
    this.tileRows = width == VectorWidth.BITS_512 ? 12 : 6;
    this.tileColumns = 2 * width.lanes();
  }

  /** Returns the number of floats that a packed B of {@code k} rows and {@code n} columns takes. */
  public int packedSize(int k, int n) {
    return Math.multiplyExact(k, n == 1 ? 1 : roundUp(n, width.lanes()));
  }

  /**
   * Packs B, whose element {@code (p, j)} is {@code b[offset + p * rowStride + j * columnStride]},
   * into {@link #packedSize packedSize(k, n)} floats at {@code packedOffset}.
   */
  public void packB(
      float[] b,
      int offset,
      int rowStride,
      int columnStride,
      int k,
      int n,
      float[] packed,
      int packedOffset) {
    if (n == 1) {
      for (int p = 0; p < k; p++) {
        packed[packedOffset + p] = b[offset + p * rowStride];
      }
      return;
    }
    for (int j = 0; j < n; j += tileColumns) {
      int columns = Math.min(tileColumns, n - j);
      packPanel(
          b,
          offset + j * columnStride,
          rowStride,
          columnStride,
          k,
          columns,
          packed,
          packedOffset + j * k);
    }
  }

  private void packPanel(
      float[] b,
      int offset,
      int rowStride,
      int columnStride,
      int k,
      int columns,
      float[] panel,
      int panelOffset) {
    int padded = roundUp(columns, width.lanes());
    for (int p = 0; p < k; p++) {
      int from = offset + p * rowStride;
      int to = panelOffset + p * padded;
      if (columnStride == 1) {
        for (int j = 0; j < columns; j++) {
          panel[to + j] = b[from + j];
        }
      } else {
        for (int j = 0; j < columns; j++) {
          panel[to + j] = b[from + j * columnStride];
        }
      }
      for (int j = columns; j < padded; j++) {
        panel[to + j] = 0;
      }
    }
  }

  /** Returns the number of floats of scratch memory that a multiplication may need. */
  public int scratchSize(int m, int k) {
    return Math.min(m, PACKED_ROWS) * Math.min(k, DEPTH);
  }

  /**
   * Computes {@code C = A B}, or {@code C += A B}.
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A and rows of B; if 0, the product is zero
   * @param a holds A: element {@code (i, p)} is at {@code aOffset + i * aRowStride + p *
   *     aColumnStride}
   * @param packedB holds B as {@link #packB} left it at {@code bOffset}
   * @param c holds C: element {@code (i, j)} is at {@code cOffset + i * ldc + j}; nothing else is
   *     read or written
   * @param ldc distance between rows of C, at least {@code n}
   * @param accumulate whether the product is added to C or replaces it
   * @param scratch memory to work in, {@link #scratchSize scratchSize(m, k)} floats at {@code
   *     scratchOffset}; C, A and B do not overlap with it
   */
  public void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] packedB,
      int bOffset,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate,
      float[] scratch,
      int scratchOffset) {
    if (n == 1) {
      multiplyVector(
          m, k, a, aOffset, aRowStride, aColumnStride, packedB, bOffset, c, cOffset, ldc,
          accumulate);
      return;
    }
    int p = 0;
    do {
      int depth = Math.min(DEPTH, k - p);
      boolean add = accumulate || p > 0;
      int aBlock = aOffset + p * aColumnStride;
      if (aColumnStride == 1) {
        multiplyRows(
            m, n, k, p, depth, a, aBlock, aRowStride, packedB, bOffset, c, cOffset, ldc, add);
      } else {
        for (int i = 0; i < m; i += PACKED_ROWS) {
          int rows = Math.min(PACKED_ROWS, m - i);
          packA(
              rows, depth, a, aBlock + i * aRowStride, aRowStride, aColumnStride, scratch,
              scratchOffset);
          multiplyPacked(
              rows, n, k, p, depth, scratch, scratchOffset, packedB, bOffset, c,
              cOffset + i * ldc, ldc, add);
        }
      }
      p += depth;
    } while (p < k);
  }

  /** Reads A where it lies, row-major. */
  private void multiplyRows(
      int m,
      int n,
      int k,
      int p,
      int depth,
      float[] a,
      int aOffset,
      int aStride,
      float[] packedB,
      int bOffset,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    for (int j = 0; j < n; j += tileColumns) {
      int columns = Math.min(tileColumns, n - j);
      int b = bOffset + j * k + p * roundUp(columns, width.lanes());
      for (int i = 0; i < m; i += tileRows) {
        int rows = Math.min(tileRows, m - i);
        tile(rows <= 4 ? 4 : rows <= 8 && tileRows > 8 ? 8 : tileRows, columns, LayoutA.ROWS)
            .run(
                depth,
                a,
                aOffset + i * aStride,
                aStride,
                packedB,
                b,
                0,
                c,
                cOffset + i * ldc + j,
                ldc,
                NO_INDEX,
                0,
                rows,
                columns,
                add);
      }
    }
  }

  /** Reads A as {@link #packA} left it. */
  private void multiplyPacked(
      int m,
      int n,
      int k,
      int p,
      int depth,
      float[] packedA,
      int aOffset,
      float[] packedB,
      int bOffset,
      float[] c,
      int cOffset,
      int ldc,
      boolean add) {
    for (int j = 0; j < n; j += tileColumns) {
      int columns = Math.min(tileColumns, n - j);
      int b = bOffset + j * k + p * roundUp(columns, width.lanes());
      for (int i = 0; i < m; i += tileRows) {
        int rows = Math.min(tileRows, m - i);
        tile(rows, columns, LayoutA.COLUMNS)
            .run(
                depth,
                packedA,
                aOffset + i * depth,
                rows,
                packedB,
                b,
                0,
                c,
                cOffset + i * ldc + j,
                ldc,
                NO_INDEX,
                0,
                rows,
                columns,
                add);
      }
    }
  }

  /** Packs rows of A tile by tile, each tile column-major without padding. */
  private void packA(
      int m,
      int depth,
      float[] a,
      int offset,
      int rowStride,
      int columnStride,
      float[] packed,
      int packedOffset) {
    for (int i = 0; i < m; i += tileRows) {
      int rows = Math.min(tileRows, m - i);
      for (int p = 0; p < depth; p++) {
        int from = offset + i * rowStride + p * columnStride;
        int to = packedOffset + i * depth + p * rows;
        for (int r = 0; r < rows; r++) {
          packed[to + r] = a[from + r * rowStride];
        }
      }
    }
  }

  private static void multiplyVector(
      int m,
      int k,
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      float sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[aOffset + i * aRowStride + p * aColumnStride], b[bOffset + p], sum);
      }
      c[cOffset + i * ldc] = accumulate ? c[cOffset + i * ldc] + sum : sum;
    }
  }

  private GemmTile tile(int rows, int columns, LayoutA layoutA) {
    int vectors = columns > width.lanes() ? 2 : 1;
    boolean masked = columns < vectors * width.lanes();
    return GemmTiles.of(
        new GemmTile.Shape(
            width, rows, vectors, layoutA, LayoutB.PANEL, LayoutC.ROWS, masked));
  }

  private static int roundUp(int n, int multiple) {
    return Math.ceilDiv(n, multiple) * multiple;
  }
}
