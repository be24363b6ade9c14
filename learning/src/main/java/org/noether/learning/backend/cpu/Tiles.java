package org.noether.learning.backend.cpu;

import java.util.Arrays;

/** Copies between matrices and tiles in scratch memory. */
final class Tiles {
  /** The number of features of a standard kernel network. */
  static final int FEATURES = 16;

  private Tiles() {}

  /** Copies a matrix to another layout; where its rows are contiguous, so are those of the copy. */
  static void copy(
      int rows,
      int columns,
      float[] a,
      int offset,
      int rowStride,
      int columnStride,
      float[] to,
      int toOffset,
      int toRowStride,
      int toColumnStride) {
    if (rowStride == 1) {
      for (int p = 0; p < columns; p++) {
        System.arraycopy(a, offset + p * columnStride, to, toOffset + p * toColumnStride, rows);
      }
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int p = 0; p < columns; p++) {
        to[toOffset + i * toRowStride + p * toColumnStride] =
            a[offset + i * rowStride + p * columnStride];
      }
    }
  }

  /** Stores the upper left part of a row-major tile in a matrix, or adds it. */
  static void store(
      float[] tile,
      int tileOffset,
      int tileStride,
      int rows,
      int columns,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int i = 0; i < rows; i++) {
      int from = tileOffset + i * tileStride;
      int to = cAt + i * ldc;
      if (add) {
        for (int j = 0; j < columns; j++) {
          c[to + j] += tile[from + j];
        }
      } else {
        System.arraycopy(tile, from, c, to, columns);
      }
    }
  }

  /** Transposes a {@code rows} by {@code columns} matrix, padding rows of the result with zeros. */
  static void transpose(
      float[] from,
      int offset,
      int stride,
      int rows,
      int columns,
      float[] to,
      int toOffset,
      int toStride) {
    for (int j = 0; j < columns; j++) {
      Arrays.fill(to, toOffset + j * toStride + rows, toOffset + (j + 1) * toStride, 0);
    }
    for (int i = 0; i < rows; i++) {
      int row = offset + i * stride;
      for (int j = 0; j < columns; j++) {
        to[toOffset + j * toStride + i] = from[row + j];
      }
    }
  }
}
