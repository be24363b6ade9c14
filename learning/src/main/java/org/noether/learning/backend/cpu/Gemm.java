package org.noether.learning.backend.cpu;

import java.util.Arrays;
import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutB;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/**
 * Single-precision matrix multiplication (GEMM), {@code C = A B} or {@code C += A B}, on ranges of
 * float arrays.
 *
 * <p>B is packed beforehand into panels as wide as a register tile, so that a weight is packed once
 * for many multiplications; A is read in place, or packed block by block if its layout requires it.
 * This is the algorithm of Goto and van de Geijn, "Anatomy of high-performance matrix
 * multiplication", ACM TOMS 34 (2008), for matrices that fit the L2 cache.
 *
 * <p>Each element of C is summed in ascending order of the shared dimension, in blocks of {@value
 * #DEPTH}, so results do not depend on the number of rows. Instances are immutable.
 */
public final class Gemm {
  /** Block size of the shared dimension (KC). */
  static final int DEPTH = 256;

  /** Block size of the rows of A (MC). */
  static final int BLOCK_ROWS = 240;

  private static final int[] NO_INDEX = {};

  private final VectorWidth width;
  private final RegisterTiles tiles;

  /** Creates the multiplication for one vector width. */
  public Gemm(VectorWidth width) {
    this.width = width;
    this.tiles = new RegisterTiles(width);
  }

  /** Returns the number of floats that a packed B of {@code k} rows and {@code n} columns takes. */
  public int packedSize(int k, int n) {
    return Math.multiplyExact(k, n == 1 ? 1 : roundUp(n, width.lanes()));
  }

  /**
   * Packs B, whose element {@code (p, j)} is {@code b[offset + p * rowStride + j * columnStride]},
   * into {@link #packedSize packedSize(k, n)} floats at {@code packedAt}.
   */
  public void packB(
      float[] b,
      int offset,
      int rowStride,
      int columnStride,
      int k,
      int n,
      float[] packed,
      int packedAt) {
    packB(b, offset, rowStride, columnStride, k, n, 0, k, packed, packedAt);
  }

  /** Packs rows {@code fromRow} (inclusive) to {@code toRow} (exclusive) of B. */
  void packB(
      float[] b,
      int offset,
      int rowStride,
      int columnStride,
      int k,
      int n,
      int fromRow,
      int toRow,
      float[] packed,
      int packedAt) {
    if (n == 1) {
      for (int p = fromRow; p < toRow; p++) {
        packed[packedAt + p] = b[offset + p * rowStride];
      }
      return;
    }
    int columns;
    for (int j = 0; j < n; j += columns) {
      columns = panelColumns(n - j);
      packPanel(
          b,
          offset + j * columnStride,
          rowStride,
          columnStride,
          fromRow,
          toRow,
          columns,
          packed,
          packedAt + j * k);
    }
  }

  private void packPanel(
      float[] b,
      int offset,
      int rowStride,
      int columnStride,
      int fromRow,
      int toRow,
      int columns,
      float[] panel,
      int panelOffset) {
    int lanes = width.lanes();
    int padded = roundUp(columns, lanes);
    if (rowStride == 1 && columns == padded && toRow - fromRow >= lanes) {
      int from = offset + fromRow;
      int to = panelOffset + fromRow * padded;
      StripTransposeCode.of(width)
          .run(padded / lanes, b, from, columnStride, toRow - fromRow, panel, to);
      return;
    }
    // The last vector has the last columns; if there are fewer than it has lanes, it is padded.
    int last = Math.max(0, columns - lanes);
    for (int p = fromRow; p < toRow; p++) {
      int from = offset + p * rowStride;
      int to = panelOffset + p * padded;
      copyRow(b, from, columnStride, columns, panel, to);
      if (columns < lanes) {
        Arrays.fill(panel, to + columns, to + lanes, 0);
      } else if (columns < padded) {
        copyRow(b, from + last * columnStride, columnStride, lanes, panel, to + padded - lanes);
      }
    }
  }

  private static void copyRow(float[] b, int from, int stride, int columns, float[] panel, int to) {
    if (stride == 1) {
      System.arraycopy(b, from, panel, to, columns);
      return;
    }
    for (int j = 0; j < columns; j++) {
      panel[to + j] = b[from + j * stride];
    }
  }

  /** Returns the number of floats of scratch memory that a multiplication may need. */
  public int scratchSize(int m, int k) {
    return Math.addExact(blockSize(m, k), tiles.scratchSize());
  }

  private static int blockSize(int m, int k) {
    return Math.min(m, BLOCK_ROWS) * Math.min(k, DEPTH);
  }

  /**
   * Computes columns of {@code C = A B}, or {@code C += A B}.
   *
   * @param m rows of A and C
   * @param n columns of B and C
   * @param k columns of A and rows of B; if 0, the product is zero
   * @param fromDepth the first column of A and row of B to multiply
   * @param toDepth the one after the last
   * @param fromColumn the first column to compute: the first of a panel, see {@link #column}
   * @param toColumn the column after the last: n, or the first of a panel
   * @param a holds A: element {@code (i, p)} is at {@code aAt + i * aRowStride + p * aColumnStride}
   * @param b holds B at {@code bAt}
   * @param bRowStride 0 if B was packed by {@link #packB}; otherwise {@link #fillsVectors
   *     fillsVectors(n)}, and element {@code (p, j)} is at {@code bAt + p * bRowStride + j}
   * @param c holds C: element {@code (i, j)} is at {@code cAt + i * ldc + j}; nothing else is read
   *     or written
   * @param ldc distance between rows of C, at least {@code n}
   * @param accumulate whether the product is added to C or replaces it
   * @param scratch working memory of {@link #scratchSize scratchSize(m, k)} floats at {@code
   *     scratchAt}; does not overlap A, B and C
   */
  public void multiply(
      int m,
      int n,
      int k,
      int fromDepth,
      int toDepth,
      int fromColumn,
      int toColumn,
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
      boolean accumulate,
      float[] scratch,
      int scratchAt) {
    boolean add = accumulate;
    if (n == 1) {
      int depth = toDepth - fromDepth;
      int at = aAt + fromDepth * aColumnStride;
      multiplyVector(
          m, depth, a, at, aRowStride, aColumnStride, b, bAt + fromDepth, c, cAt, ldc, add);
      return;
    }
    for (int i = 0; i < m; i += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, m - i);
      int p = fromDepth;
      do {
        multiplyBlock(
            rows,
            n,
            k,
            fromColumn,
            toColumn,
            p,
            Math.min(DEPTH, toDepth - p),
            a,
            aAt + i * aRowStride + p * aColumnStride,
            aRowStride,
            aColumnStride,
            b,
            bAt,
            bRowStride,
            c,
            cAt + i * ldc,
            ldc,
            add || p > fromDepth,
            scratch,
            scratchAt);
        p += DEPTH;
      } while (p < toDepth);
    }
  }

  /**
   * Returns whether blocks of A are copied: neither its rows are contiguous, nor its columns with a
   * stride small enough to avoid cache set conflicts.
   */
  private static boolean isCopied(int rowStride, int columnStride) {
    return columnStride != 1 && (rowStride != 1 || columnStride > BLOCK_ROWS);
  }

  /** Multiplies a block of A of some columns from p on, in place or copied. */
  private void multiplyBlock(
      int m,
      int n,
      int k,
      int fromColumn,
      int toColumn,
      int p,
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
    float[] block = a;
    int from = aAt;
    int row = aRowStride;
    int column = aColumnStride;
    if (isCopied(aRowStride, aColumnStride)) {
      row = aRowStride == 1 ? 1 : depth;
      column = aRowStride == 1 ? m : 1;
      from = scratchAt;
      Tiles.copy(m, depth, a, aAt, aRowStride, aColumnStride, scratch, from, row, column);
      block = scratch;
    }
    multiplyPanels(
        m,
        n,
        k,
        fromColumn,
        toColumn,
        p,
        depth,
        block,
        from,
        row,
        column,
        b,
        bAt,
        bRowStride,
        c,
        cAt,
        ldc,
        add,
        scratch,
        scratchAt + blockSize(m, k));
  }

  /** Multiplies a block of A, whose rows or columns are contiguous. */
  private void multiplyPanels(
      int m,
      int n,
      int k,
      int fromColumn,
      int toColumn,
      int p,
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
    int columns;
    for (int j = fromColumn; j < toColumn; j += columns) {
      columns = panelColumns(n - j);
      int padded = roundUp(columns, width.lanes());
      int right = bAt + (bRowStride == 0 ? j * k + p * padded : j + p * bRowStride);
      tiles.multiply(
          m,
          columns,
          depth,
          a,
          aAt,
          aRowStride,
          aColumnStride,
          b,
          right,
          bRowStride,
          c,
          cAt + j,
          ldc,
          add,
          scratch,
          scratchAt);
    }
  }

  private void multiplyVector(
      int m,
      int k,
      float[] a,
      int aAt,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int ldc,
      boolean accumulate) {
    if (ldc == 1 && aColumnStride == 1) {
      var dot = GemmDotCode.of(width);
      for (int i = 0; i < m; i += GemmDot.ROWS) {
        int rows = Math.min(GemmDot.ROWS, m - i);
        int from = aAt + i * aRowStride;
        dot.run(k, b, bAt, a, from, aRowStride, c, cAt + i, rows, accumulate);
      }
      return;
    }
    if (ldc == 1 && aRowStride == 1) {
      multiplyColumns(m, k, a, aAt, aColumnStride, b, bAt, c, cAt, accumulate);
      return;
    }
    for (int i = 0; i < m; i++) {
      float sum = 0;
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[aAt + i * aRowStride + p * aColumnStride], b[bAt + p], sum);
      }
      int at = cAt + i * ldc;
      c[at] = accumulate ? c[at] + sum : sum;
    }
  }

  /** Multiplies a column-major A by a vector, as the transposed product with one row. */
  private void multiplyColumns(
      int m,
      int k,
      float[] a,
      int aAt,
      int aStride,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      boolean accumulate) {
    VectorWidth lanesOf = width.filledBy(m);
    if (m < lanesOf.lanes()) {
      for (int i = 0; i < m; i++) {
        float sum = 0;
        for (int p = 0; p < k; p++) {
          sum = Math.fma(b[bAt + p], a[aAt + p * aStride + i], sum);
        }
        c[cAt + i] = accumulate ? c[cAt + i] + sum : sum;
      }
      return;
    }
    int columns;
    for (int next = 0; next < m; next += columns) {
      columns = lanesOf.columnsOfTile(m - next, MicroKernel.MAX_VECTORS);
      int vectors = lanesOf.vectors(columns);
      MicroKernels.of(lanesOf, 1, vectors, LayoutA.ROWS, LayoutB.ROWS, LayoutC.ROWS, accumulate)
          .run(k, b, bAt, 0, a, aAt + next, aStride, c, cAt + next, 0, NO_INDEX, 0, 1, columns);
    }
  }

  /** Returns whether a B of n columns, by rows, is packed as it lies: one panel without padding. */
  boolean isPanel(int n) {
    return n % width.lanes() == 0 && panels(n) == 1;
  }

  /** Returns whether all panels of a B of n columns fill vectors, so that it need not be packed. */
  boolean fillsVectors(int n) {
    return n > 0 && n - column(n, panels(n) - 1) >= width.lanes();
  }

  /** Returns the number of panels that a B of n columns is packed into. */
  int panels(int n) {
    int panels = 0;
    for (int j = 0; j < n; j += panelColumns(n - j)) {
      panels++;
    }
    return panels;
  }

  /** Returns the first column of a panel of a B of n columns, or n for the panel after the last. */
  int column(int n, int panel) {
    int j = 0;
    for (int before = 0; before < panel; before++) {
      j += panelColumns(n - j);
    }
    return j;
  }

  /**
   * Returns the column after the last panel of a B of n columns that ends by a given column, at
   * least the first panel from another one on.
   */
  int panelsEnd(int n, int fromColumn, int toColumn) {
    int end = fromColumn;
    do {
      end += panelColumns(n - end);
    } while (end < n && end + panelColumns(n - end) <= toColumn);
    return end;
  }

  /** Returns the number of columns of the next panel, with the remaining columns divided evenly. */
  private int panelColumns(int remaining) {
    int vectors = width.vectors(remaining);
    int widest = width == VectorWidth.BITS_512 && vectors != 4 ? 3 : 2;
    return Math.min(remaining, widest * width.lanes());
  }

  private static int roundUp(int n, int multiple) {
    return Math.ceilDiv(n, multiple) * multiple;
  }
}
