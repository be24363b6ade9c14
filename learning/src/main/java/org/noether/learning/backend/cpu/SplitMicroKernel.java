package org.noether.learning.backend.cpu;

import org.noether.learning.backend.cpu.MicroKernel.LayoutA;
import org.noether.learning.backend.cpu.MicroKernel.LayoutC;

/** A tile of two smaller ones, one below the other. It computes the same bits. */
record SplitMicroKernel(MicroKernel.Shape shape, MicroKernel top, MicroKernel bottom)
    implements MicroKernel {
  /** Generates the two tiles. */
  static MicroKernel compile(Shape shape) {
    int rows = topRows(shape);
    return new SplitMicroKernel(
        shape,
        MicroKernelCode.compile(shape.ofRows(rows)),
        MicroKernelCode.compile(shape.ofRows(shape.rows() - rows)));
  }

  private static int topRows(Shape shape) {
    return Math.ceilDiv(shape.rows(), 2);
  }

  @Override
  public void run(
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
      int columns) {
    int upper = Math.min(topRows(shape), rows);
    top.run(
        depth,
        a,
        aOffset,
        aStride,
        b,
        bOffset,
        bStride,
        c,
        cOffset,
        cStride,
        index,
        indexOffset,
        upper,
        columns);
    if (rows == upper) {
      return;
    }
    int shiftOfA =
        switch (shape.a()) {
          case ROWS -> upper * aStride;
          case COLUMNS -> upper;
          case INDEXED -> 0;
          case PACKED -> upper * PACKED_STRIDE;
          case FEATURES -> upper * Tiles.FEATURES;
        };
    boolean rowsAreIndexed = shape.a() == LayoutA.INDEXED || shape.c() == LayoutC.INDEXED;
    bottom.run(
        depth,
        a,
        aOffset + shiftOfA,
        aStride,
        b,
        bOffset,
        bStride,
        c,
        cOffset + (shape.c() == LayoutC.INDEXED ? 0 : upper * cStride),
        cStride,
        index,
        indexOffset + (rowsAreIndexed ? upper : 0),
        rows - upper,
        columns);
  }
}
