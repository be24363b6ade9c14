package org.noether.learning.backend.cpu;

/**
 * The micro-kernel of dense matrix products and edge contractions: computes one register tile of
 * {@code C = A B} or {@code C += A B} in a loop over the shared dimension. {@link MicroKernelCode}
 * generates the implementations.
 */
interface MicroKernel {
  /** The most rows of a tile. */
  int MAX_ROWS = 16;

  /** The most vectors of a row of a tile. */
  int MAX_VECTORS = 3;

  /**
   * The maximum rows of a tile for a column-major A with 16 vector registers. The JIT compiler
   * hoists the loads of adjacent elements of A; with six rows one accumulator would be spilled, and
   * every iteration would wait for its store and load.
   */
  int COLUMN_ROWS = 4;

  /**
   * The distance of the rows of a packed A, the most of its columns: an odd number of cache lines.
   */
  int PACKED_STRIDE = 144;

  /** The memory layout of A. */
  enum LayoutA {
    /**
     * {@code A[i, p]} is at {@code aOffset + i * aStride + p}; A may have fewer rows than the tile.
     */
    ROWS,
    /** As {@link #ROWS}, with {@code index[indexOffset + i]} instead of i. */
    INDEXED,
    /** {@code A[i, p]} is at {@code aOffset + p * aStride + i}; A has all rows of the tile. */
    COLUMNS,
    /** As {@link #ROWS}, with {@link #PACKED_STRIDE} and all rows of the tile. */
    PACKED,
    /** As {@link #PACKED}, with {@link Tiles#FEATURES}. */
    FEATURES
  }

  /**
   * The memory layout of B. The last vector of a row of B and C ends with their last column, and
   * may begin within the one before.
   */
  enum LayoutB {
    /**
     * Row {@code p} is at {@code bOffset + p * w}, where {@code w} is the width of the tile. The
     * vectors of a row lie one after the other, so that two may hold the same column.
     */
    PANEL,
    /** Row {@code p} is at {@code bOffset + p * bStride}. */
    ROWS,
    /** Row {@code p} is at {@code bOffset + index[indexOffset + p] * bStride}. */
    INDEXED
  }

  /** The memory layout of C. */
  enum LayoutC {
    /** Row {@code i} is at {@code cOffset + i * cStride}. */
    ROWS,
    /** Row {@code i} is at {@code cOffset + index[indexOffset + i] * cStride}. */
    INDEXED,
    /**
     * Vector {@code j} of row {@code i} is at {@code cOffset + i * cStride + j * columns}, where
     * {@code columns} is the parameter.
     */
    SPLIT
  }

  /**
   * The parameters for which a micro-kernel is generated.
   *
   * @param width the vector width
   * @param rows the rows of the register tile
   * @param vectors the vectors per row of the register tile
   * @param a the layout of A
   * @param b the layout of B
   * @param c the layout of C
   * @param accumulate whether the product is added to C or replaces it
   */
  record Shape(
      VectorWidth width,
      int rows,
      int vectors,
      LayoutA a,
      LayoutB b,
      LayoutC c,
      boolean accumulate) {
    /** Returns a name that tells the shape, as part of that of a class. */
    String name() {
      return "%d_%dx%d_%s_%s_%s%s"
          .formatted(width.bits(), rows, vectors, a, b, c, accumulate ? "_ADD" : "");
    }

    /** Returns the same with another number of rows. */
    Shape ofRows(int number) {
      return new Shape(width, number, vectors, a, b, c, accumulate);
    }

    /** Returns the number of columns of a full tile. */
    int columns() {
      return vectors * width.lanes();
    }
  }

  /**
   * Computes one tile.
   *
   * @param depth the length of the shared dimension, at least 0
   * @param rows the rows of C to write, from 1 to the rows of the tile; all of them if A is by
   *     columns
   * @param columns the columns of C, at least those of one vector; if C is split, the distance of
   *     the vectors of a row
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
      int columns);
}
