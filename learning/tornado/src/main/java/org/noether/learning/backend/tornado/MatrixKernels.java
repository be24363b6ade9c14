package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Kernels of matrix products. A row holds the numbers of matrices, rows, columns and terms, whether
 * the product is added to what is there, length and number of the chunks of terms, then slot,
 * offset and the strides of matrices, rows and columns of both factors, and slot and offset of the
 * product. The chunks' products lie one after the other. TornadoVM compiles these.
 */
final class MatrixKernels {
  private MatrixKernels() {}

  /** One thread for each element. */
  static void product(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int m = ints.get(row + 2);
    int n = ints.get(row + 3);
    int i = c.globalIdx;
    int matrices = ints.get(row + 1);
    if (i < ints.get(row + 7) * matrices * m * n) {
      int line = i / n;
      int column = i - line * n;
      int matrix = line / m;
      int chunk = matrix / matrices;
      int a = Row.place(ints, row + 8) + (matrix - chunk * matrices) * ints.get(row + 10);
      a += (line - matrix * m) * ints.get(row + 11);
      int b = Row.place(ints, row + 13) + (matrix - chunk * matrices) * ints.get(row + 15);
      b += column * ints.get(row + 17);
      int stepOfA = ints.get(row + 12);
      int stepOfB = ints.get(row + 16);
      int to = Row.place(ints, row + 18) + i;
      int first = chunk * ints.get(row + 6);
      int end = smaller(first + ints.get(row + 6), ints.get(row + 4));
      float sum = 0f;
      for (int term = first; term < end; term++) {
        sum += numbers.get(a + term * stepOfA) * numbers.get(b + term * stepOfB);
      }
      if (ints.get(row + 5) != 0) {
        sum += numbers.get(to);
      }
      numbers.set(to, sum);
    }
  }

  /**
   * Adds the chunks' sums. A row holds the number of sums, of chunks, whether they are added to
   * what is there, and slot and offset of the chunks' and of the sums.
   */
  static void addChunks(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int i = c.globalIdx;
    int elements = ints.get(row + 1);
    if (i < elements) {
      int from = Row.place(ints, row + 4) + i;
      int to = Row.place(ints, row + 6) + i;
      int chunks = ints.get(row + 2);
      float sum = 0f;
      for (int chunk = 0; chunk < chunks; chunk++) {
        sum += numbers.get(from + chunk * elements);
      }
      if (ints.get(row + 3) != 0) {
        sum += numbers.get(to);
      }
      numbers.set(to, sum);
    }
  }

  // What the kernel of products by tiles calls. The groups are numbered by chunk, matrix, tiles'
  // row and tiles' column; those with larger numbers have no terms.

  private static int tiles(IntArray ints, int at, int extent) {
    return (ints.get(at) + extent - 1) / extent;
  }

  private static int smaller(int a, int b) {
    return a < b ? a : b;
  }

  /** The first column of the group's tile. */
  static int firstColumn(IntArray ints, int row, int group, int extent) {
    return group % tiles(ints, row + 3, extent) * extent;
  }

  /** The first row of the group's tile. */
  static int firstRow(IntArray ints, int row, int group, int extent) {
    return group / tiles(ints, row + 3, extent) % tiles(ints, row + 2, extent) * extent;
  }

  /** The number of the matrix, counted through all chunks. */
  private static int matrix(IntArray ints, int row, int group, int extent) {
    return group / (tiles(ints, row + 3, extent) * tiles(ints, row + 2, extent));
  }

  /** The first term of the chunk. */
  static int firstTerm(IntArray ints, int row, int group, int extent) {
    return matrix(ints, row, group, extent) / ints.get(row + 1) * ints.get(row + 6);
  }

  /** The end of the chunk. */
  static int end(IntArray ints, int row, int group, int extent) {
    int chunk = matrix(ints, row, group, extent) / ints.get(row + 1);
    int end = smaller((chunk + 1) * ints.get(row + 6), ints.get(row + 4));
    return chunk < ints.get(row + 7) ? end : 0;
  }

  /** Where the left factor has the first row's term 0. */
  static int left(IntArray ints, int row, int group, int extent) {
    int matrix = matrix(ints, row, group, extent) % ints.get(row + 1);
    int first = firstRow(ints, row, group, extent);
    return Row.place(ints, row + 8) + matrix * ints.get(row + 10) + first * ints.get(row + 11);
  }

  /** Where the right factor has the first column's term 0. */
  static int right(IntArray ints, int row, int group, int extent) {
    int matrix = matrix(ints, row, group, extent) % ints.get(row + 1);
    int first = firstColumn(ints, row, group, extent);
    return Row.place(ints, row + 13) + matrix * ints.get(row + 15) + first * ints.get(row + 17);
  }

  /** Where the product of the group's chunk and matrix begins. */
  static int product(IntArray ints, int row, int group, int extent) {
    int size = ints.get(row + 2) * ints.get(row + 3);
    return Row.place(ints, row + 18) + matrix(ints, row, group, extent) * size;
  }

  /** The number of rows, 0 for groups without terms. */
  static int rows(IntArray ints, int row, int group, int extent) {
    int matrices = ints.get(row + 1) * ints.get(row + 7);
    return matrix(ints, row, group, extent) < matrices ? ints.get(row + 2) : 0;
  }

  // Which numbers of a factor a thread copies: so that neighbouring threads read neighbours.

  static int line(int step, int thread, int extent, int depth) {
    return step == 1 ? thread / depth : thread % extent;
  }

  static int term(int step, int thread, int extent, int depth) {
    return step == 1 ? thread % depth : thread / extent;
  }

  static int nextLine(int step, int thread, int extent, int depth) {
    return step == 1 ? ProductCode.THREADS / depth : 0;
  }

  static int nextTerm(int step, int thread, int extent, int depth) {
    return step == 1 ? 0 : ProductCode.THREADS / extent;
  }

  /** A number of a factor, 0 for one outside. */
  static float element(FloatArray numbers, int place, int line, int lines, int term, int terms) {
    float number = 0f;
    if (line < lines) {
      if (term < terms) {
        number = numbers.get(place);
      }
    }
    return number;
  }

  /** Stores a number of the product, if it is one. */
  static void store(
      FloatArray numbers,
      int product,
      int line,
      int rows,
      int column,
      int columns,
      int accumulate,
      float sum) {
    if (line < rows) {
      if (column < columns) {
        int to = product + line * columns + column;
        float result = sum;
        if (accumulate != 0) {
          result += numbers.get(to);
        }
        numbers.set(to, result);
      }
    }
  }
}
