package org.noether.learning.backend.cpu;

import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Shape;

/**
 * Tasks for matrix products, split by rows of the result, or by column panels if there are few
 * rows, and for packing right factors, split by rows.
 */
record MatrixTask(Gemm gemm) {
  private static final double MULTIPLICATIONS_PER_NANO = 50;
  private static final double COPY_NANOS = 0.2;
  private static final double PACK_NANOS = 0.5;

  /** Results with fewer rows are split by panels. */
  private static final int FEW_ROWS = 64;

  /** A matrix or a batch of matrices in the memory of an execution. */
  private record Matrix(View view, int batch, int rows, int columns) {
    static Matrix of(View view) {
      Shape shape = view.shape();
      return new Matrix(
          view, shape.rank() == 3 ? shape.extent(0) : 1, shape.extent(-2), shape.extent(-1));
    }

    int rowStride() {
      return view.strides().get(view.shape().rank() - 2);
    }

    int columnStride() {
      return view.strides().get(view.shape().rank() - 1);
    }

    /** Returns the offset of a row of matrix b of the batch. */
    int offset(CpuExecution execution, int b, int row) {
      int batchStride = view.shape().rank() == 3 ? view.strides().get(0) : 0;
      return execution.offset(view) + b * batchStride + row * rowStride();
    }
  }

  /** Returns the number of elements of a packed right factor. */
  int packedSize(View right) {
    Matrix matrix = Matrix.of(right);
    return Math.multiplyExact(matrix.batch(), gemm.packedSize(matrix.rows(), matrix.columns()));
  }

  Task pack(View right, Storage packed) {
    Matrix from = Matrix.of(right);
    int k = from.rows();
    int n = from.columns();
    return new Task(
        from.batch() * k,
        Task.CACHE_LINE,
        PACK_NANOS * from.batch() * k * n,
        (execution, _, first, end) -> {
          int next;
          for (int row = first; row < end; row = next) {
            int b = row / k;
            next = Math.min(end, (b + 1) * k);
            gemm.packB(
                execution.array(right),
                from.offset(execution, b, 0),
                from.rowStride(),
                from.columnStride(),
                k,
                n,
                row - b * k,
                next - b * k,
                execution.array(packed),
                execution.offset(packed) + b * gemm.packedSize(k, n));
          }
        });
  }

  /** Returns the number of elements of scratch memory that each worker needs. */
  int scratchSize(Instruction.MatMul matmul) {
    Matrix left = Matrix.of(matmul.left());
    return gemm.scratchSize(left.rows(), left.columns());
  }

  /** Returns the task of a product with a packed right factor. */
  Task multiply(Instruction.MatMul matmul, Storage right) {
    Matrix a = Matrix.of(matmul.left());
    int m = a.rows();
    int n = matmul.product().shape().extent(-1);
    double nanos =
        a.batch()
            * (m * (double) n * a.columns() / MULTIPLICATIONS_PER_NANO
                + COPY_NANOS * m * (n + a.columns()));
    int panels = gemm.panels(n);
    if (a.batch() * m < FEW_ROWS && panels > 1) {
      return new Task(
          panels,
          1,
          nanos,
          (execution, worker, from, to) -> {
            for (int b = 0; b < a.batch(); b++) {
              int first = gemm.column(n, from);
              int end = gemm.column(n, to);
              multiply(execution, worker, matmul, right, a, n, b, 0, m, first, end);
            }
          });
    }
    return new Task(
        a.batch() * m,
        Task.CACHE_LINE,
        nanos,
        (execution, worker, from, to) -> {
          int next;
          for (int row = from; row < to; row = next) {
            int b = row / m;
            next = Math.min(to, (b + 1) * m);
            multiply(execution, worker, matmul, right, a, n, b, row - b * m, next - b * m, 0, n);
          }
        });
  }

  private void multiply(
      CpuExecution execution,
      int worker,
      Instruction.MatMul matmul,
      Storage right,
      Matrix a,
      int n,
      int b,
      int row,
      int endRow,
      int column,
      int endColumn) {
    int k = a.columns();
    gemm.multiply(
        endRow - row,
        n,
        k,
        column,
        endColumn,
        execution.array(matmul.left()),
        a.offset(execution, b, row),
        a.rowStride(),
        a.columnStride(),
        execution.array(right),
        execution.offset(right) + b * gemm.packedSize(k, n),
        execution.array(matmul.product()),
        execution.offset(matmul.product()) + (b * a.rows() + row) * n,
        n,
        matmul.accumulate(),
        execution.scratch(worker),
        0);
  }
}
