package org.noether.learning.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Kernels of matrix products. A row holds the numbers of matrices, rows, columns and terms, whether
 * the product is added to what is there, then slot, offset and the strides of matrices, rows and
 * columns of both factors, and slot and offset of the product. TornadoVM compiles these.
 */
final class MatrixKernels {
  private MatrixKernels() {}

  /** One thread for each element. */
  static void product(KernelContext c, FloatArray numbers, IntArray ints) {
    int row = Row.begin(c, ints);
    int m = ints.get(row + 2);
    int n = ints.get(row + 3);
    int terms = ints.get(row + 4);
    int i = c.globalIdx;
    if (i < ints.get(row + 1) * m * n) {
      int line = i / n;
      int column = i - line * n;
      int matrix = line / m;
      int a = Row.place(ints, row + 6) + matrix * ints.get(row + 8);
      a += (line - matrix * m) * ints.get(row + 9);
      int b = Row.place(ints, row + 11) + matrix * ints.get(row + 13);
      b += column * ints.get(row + 15);
      int stepOfA = ints.get(row + 10);
      int stepOfB = ints.get(row + 14);
      int to = Row.place(ints, row + 16) + i;
      float sum = 0f;
      for (int term = 0; term < terms; term++) {
        sum += numbers.get(a + term * stepOfA) * numbers.get(b + term * stepOfB);
      }
      if (ints.get(row + 5) != 0) {
        sum += numbers.get(to);
      }
      numbers.set(to, sum);
    }
  }
}
