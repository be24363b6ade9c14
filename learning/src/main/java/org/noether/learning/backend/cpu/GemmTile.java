package org.noether.learning.backend.cpu;

/**
 * The innermost step of the dense and ragged products: one tile of {@code C = A B} or {@code C += A
 * B}, held in registers while the shared dimension is walked. Implementations are made by {@link
 * GemmTileCode}, which also says how each operand is addressed.
 */
interface GemmTile {
  /**
   * The most rows of a tile whose last vector is partial. Masked loads and stores expand so much
   * that the first JIT compiler gives up on higher tiles, and then the second never sees them.
   */
  int MASKED_ROWS = 4;

  /**
   * The most rows of a tile of columns of A where there are 16 vector registers. Factors that lie
   * beside each other are loaded early; of six rows one accumulator would not find a register, and
   * every step would wait for it to be stored and loaded.
   */
  int COLUMN_ROWS = 4;

  /** How the elements of A that one step needs lie in memory. */
  enum LayoutA {
    /**
     * {@code A[i, p]} is at {@code aOffset + i * aStride + p}; fewer rows than the tile's may
     * exist.
     */
    ROWS,
    /** As {@link #ROWS}, with {@code index[indexOffset + i]} in place of i. */
    INDEXED,
    /** {@code A[i, p]} is at {@code aOffset + p * aStride + i}; all rows of the tile exist. */
    COLUMNS
  }

  /** How the rows of B lie in memory. */
  enum LayoutB {
    /** Row {@code p} is at {@code bOffset + p * w}, {@code w} the tile's width, padded to it. */
    PANEL,
    /** Row {@code p} is at {@code bOffset + p * bStride}. */
    ROWS,
    /** Row {@code p} is at {@code bOffset + index[indexOffset + p] * bStride}. */
    INDEXED
  }

  /** How the rows of C lie in memory. */
  enum LayoutC {
    /** Row {@code i} is at {@code cOffset + i * cStride}. */
    ROWS,
    /** Row {@code i} is at {@code cOffset + index[indexOffset + i] * cStride}. */
    INDEXED
  }

  /**
   * What a tile is compiled for.
   *
   * @param width vector width
   * @param rows rows of A and C held in registers
   * @param vectors vectors per row of B and C
   * @param a layout of A
   * @param b layout of B
   * @param c layout of C
   * @param masked whether the last vector of a row may be partial
   */
  record Shape(
      VectorWidth width, int rows, int vectors, LayoutA a, LayoutB b, LayoutC c, boolean masked) {
    /** Returns the columns of a full tile. */
    int columns() {
      return vectors * width.lanes();
    }
  }

  /**
   * Computes one tile.
   *
   * @param depth length of the shared dimension, from 0
   * @param rows rows of C to write, 1 to the tile's
   * @param columns columns of C to write, at least 1; fewer than a full tile's only if it is masked
   * @param accumulate whether the product is added to C or replaces it
   */
  void run(
      int depth,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int[] index,
      int indexOffset,
      int rows,
      int columns,
      boolean accumulate);
}
