package org.noether.learning.backend.cpu;

import java.util.List;
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

  /** The numbers of a part of a result that stays in the L2 cache, beside the factors' blocks. */
  private static final int BLOCK_SIZE = 1 << 15;

  /** Results with fewer rows are split by panels. */
  private static final int FEW_ROWS = 64;

  /** A matrix or a batch of matrices in the memory of a worker. */
  record Matrix(View view, int batch, int rows, int columns) {
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
    int offset(WorkerMemory memory, int b, int row) {
      int batchStride = view.shape().rank() == 3 ? view.strides().get(0) : 0;
      return memory.offset(view) + b * batchStride + row * rowStride();
    }
  }

  /**
   * A right factor as products read it: its first element is at an offset in its storage.
   *
   * @param rowStride the distance of its rows, or 0 if it is packed
   */
  record Right(Storage storage, int offset, int rowStride) {}

  /** Returns whether a right factor lies in memory as packing would leave it. */
  boolean isPacked(View right) {
    Matrix matrix = Matrix.of(right);
    return matrix.batch() == 1
        && matrix.columnStride() == 1
        && matrix.rowStride() == matrix.columns()
        && gemm.isPanel(matrix.columns());
  }

  /** Returns whether the rows of a right factor lie in memory so that it need not be packed. */
  boolean hasRows(View right) {
    Matrix matrix = Matrix.of(right);
    return matrix.batch() == 1 && matrix.columnStride() == 1 && gemm.fillsVectors(matrix.columns());
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
        (memory, first, end) -> {
          int next;
          for (int row = first; row < end; row = next) {
            int b = row / k;
            next = Math.min(end, (b + 1) * k);
            gemm.packB(
                memory.array(right),
                from.offset(memory, b, 0),
                from.rowStride(),
                from.columnStride(),
                k,
                n,
                row - b * k,
                next - b * k,
                memory.array(packed),
                memory.offset(packed) + b * gemm.packedSize(k, n));
          }
        });
  }

  /** Returns the number of elements of scratch memory that each worker needs. */
  int scratchSize(Instruction.MatMul matmul) {
    Matrix left = Matrix.of(matmul.left());
    return gemm.scratchSize(left.rows(), left.columns());
  }

  /**
   * One of the products that a task adds up.
   *
   * @param left the left factor
   * @param right the right factor
   */
  record Product(Matrix left, Right right) {}

  /**
   * Returns the task of a sum of products. Each part of the result that fits the cache is computed
   * whole before the next one, so that it is read and written once for all products.
   *
   * @param result the result, contiguous
   * @param accumulate whether the sum is added to the contents of the result
   * @param sum the products
   */
  Task multiply(View result, boolean accumulate, List<Product> sum) {
    Matrix c = Matrix.of(result);
    int depth = sum.stream().mapToInt(product -> product.left().columns()).sum();
    double nanos =
        c.batch()
            * (c.rows() * (double) c.columns() * depth / MULTIPLICATIONS_PER_NANO
                + COPY_NANOS * c.rows() * (sum.size() * c.columns() + depth));
    if (!isSplitByRows(result)) {
      int panels = gemm.panels(c.columns());
      return new Task(
          panels,
          1,
          nanos,
          (memory, from, to) -> {
            int first = gemm.column(c.columns(), from);
            int end = gemm.column(c.columns(), to);
            for (int b = 0; b < c.batch(); b++) {
              multiply(memory, c, accumulate, sum, b, 0, c.rows(), first, end);
            }
          });
    }
    return new Task(
        c.batch() * c.rows(),
        Task.CACHE_LINE,
        nanos,
        (memory, from, to) -> {
          int next;
          for (int row = from; row < to; row = next) {
            int b = row / c.rows();
            int first = row - b * c.rows();
            int end = Math.min(to - b * c.rows(), c.rows());
            next = b * c.rows() + end;
            multiply(memory, c, accumulate, sum, b, first, end, 0, c.columns());
          }
        });
  }

  /** Returns whether a product is split by rows of the result. */
  boolean isSplitByRows(View result) {
    Matrix c = Matrix.of(result);
    return c.batch() * c.rows() >= FEW_ROWS || gemm.panels(c.columns()) == 1;
  }

  /** Returns the task of the products of blocks of the shared dimension; its units are chunks. */
  Task multiply(View result, boolean accumulate, Product product, DepthBlocks blocks) {
    Matrix c = Matrix.of(result);
    int depth = product.left().columns();
    double nanos =
        c.rows() * (double) c.columns() * depth / MULTIPLICATIONS_PER_NANO
            + COPY_NANOS * depth * (c.rows() + c.columns());
    return new Task(
        Math.ceilDiv(depth, blocks.chunk()),
        blocks.length() / blocks.chunk(),
        nanos,
        blocks.count(),
        (memory, from, to) -> {
          for (int chunk = from; chunk < to; chunk++) {
            multiplyChunk(memory, c, accumulate, product, blocks, chunk);
          }
        });
  }

  private void multiplyChunk(
      WorkerMemory memory,
      Matrix c,
      boolean accumulate,
      Product product,
      DepthBlocks blocks,
      int chunk) {
    Matrix a = product.left();
    Storage partial = blocks.partial();
    int from = chunk * blocks.chunk();
    int block = from / blocks.length();
    int into = memory.offset(partial) + (block - 1) * c.rows() * c.columns();
    boolean begins = from == block * blocks.length();
    gemm.multiply(
        c.rows(),
        c.columns(),
        a.columns(),
        from,
        Math.min(from + blocks.chunk(), a.columns()),
        0,
        c.columns(),
        memory.array(a.view()),
        a.offset(memory, 0, 0),
        a.rowStride(),
        a.columnStride(),
        memory.array(product.right().storage()),
        memory.offset(product.right().storage()) + product.right().offset(),
        product.right().rowStride(),
        block == 0 ? memory.array(c.view()) : memory.array(partial),
        block == 0 ? c.offset(memory, 0, 0) : into,
        c.columns(),
        !begins || (block == 0 && accumulate),
        memory.scratch(),
        0);
  }

  private void multiply(
      WorkerMemory memory,
      Matrix c,
      boolean accumulate,
      List<Product> sum,
      int b,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn) {
    if (sum.size() == 1) { // Nothing is read again, and Gemm has blocks of its own.
      Product product = sum.getFirst();
      multiply(memory, c, accumulate, product, b, fromRow, toRow, fromColumn, toColumn);
      return;
    }
    int nextRow;
    for (int row = fromRow; row < toRow; row = nextRow) {
      nextRow = Math.min(toRow, row + Gemm.BLOCK_ROWS);
      int nextColumn;
      for (int column = fromColumn; column < toColumn; column = nextColumn) {
        int most = column + Math.max(1, BLOCK_SIZE / (nextRow - row));
        nextColumn = Math.min(toColumn, gemm.panelsEnd(c.columns(), column, most));
        for (int i = 0; i < sum.size(); i++) {
          boolean add = accumulate || i > 0;
          multiply(memory, c, add, sum.get(i), b, row, nextRow, column, nextColumn);
        }
      }
    }
  }

  private void multiply(
      WorkerMemory memory,
      Matrix c,
      boolean accumulate,
      Product product,
      int b,
      int row,
      int endRow,
      int column,
      int endColumn) {
    Matrix a = product.left();
    int k = a.columns();
    int n = c.columns();
    gemm.multiply(
        endRow - row,
        n,
        k,
        0,
        k,
        column,
        endColumn,
        memory.array(a.view()),
        a.offset(memory, b, row),
        a.rowStride(),
        a.columnStride(),
        memory.array(product.right().storage()),
        memory.offset(product.right().storage())
            + product.right().offset()
            + b * gemm.packedSize(k, n),
        product.right().rowStride(),
        memory.array(c.view()),
        c.offset(memory, b, row),
        n,
        accumulate,
        memory.scratch(),
        0);
  }
}
