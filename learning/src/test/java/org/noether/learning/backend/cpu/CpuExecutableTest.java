package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.learning.compile.Lowering;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** How products' right factors are packed, and which tasks run as one. */
class CpuExecutableTest {
  /** Packed factors of as many columns as a vector has lanes take as many numbers as before. */
  private static final int EXTENT = 16;

  private static final int MATRIX = EXTENT * EXTENT;

  private final Graph graph = new Graph();
  private final Tensor x = matrix("x");
  private final Tensor w = matrix("w");

  private Tensor matrix(String name) {
    return graph.input(name, Shape.of(EXTENT, EXTENT));
  }

  private static CpuExecutable executable(List<Tensor> outputs) {
    return executable(new CpuBackend(VectorWidth.BITS_512), outputs);
  }

  private static CpuExecutable executable(CpuBackend backend, List<Tensor> outputs) {
    return CpuExecutable.of(backend, Lowering.lower(Subgraph.of(outputs), 1 << 18));
  }

  @Test
  void aFactorOfSeveralProductsIsPackedOnce() {
    Tensor y = matrix("y");
    Tensor factor = w.transpose();
    CpuExecutable executable =
        executable(List.of(x.matmul(factor), y.matmul(factor), y.matmul(factor.slice(1, 0, 8))));

    assertThat(executable.tasks()).as("products and factors to pack").hasSize(3 + 2);
  }

  @Test
  void aFactorThatLiesAsPackingWouldLeaveItIsNotPacked() {
    assertThat(executable(List.of(x.matmul(w))).tasks()).hasSize(1);
    assertThat(executable(List.of(x.matmul(graph.input("wide", Shape.of(EXTENT, 17))))).tasks())
        .as("rows that do not fill vectors")
        .hasSize(2);
    assertThat(executable(List.of(x.matmul(graph.input("wider", Shape.of(EXTENT, 64))))).tasks())
        .as("several panels")
        .hasSize(2);
  }

  @Test
  void thePackedFormIsKeptUntilTheLastProductAndNoLonger() {
    Tensor value = x;
    for (int i = 0; i < 10; i++) {
      value = value.matmul(matrix("w" + i).transpose());
    }
    // At a time there are a value, the next factor, and their product.
    assertThat(executable(List.of(value)).arenaSize()).isEqualTo(3 * MATRIX);

    Tensor again = x.matmul(w.transpose());
    for (int i = 0; i < 10; i++) {
      again = again.matmul(matrix("w" + i).transpose());
    }
    assertThat(executable(List.of(again.matmul(w.transpose()))).arenaSize()).isEqualTo(4 * MATRIX);
  }

  @Test
  void tasksThatShareRowsRunBlockByBlock() {
    Tensor product = x.matmul(w);
    Tensor chained = product.exp().matmul(w);

    assertThat(tasksByRow(chained)).as("two products and a loop").isEqualTo(1);
    assertThat(tasksByRow(product.matmul(product))).as("all rows are read").isEqualTo(2);
    assertThat(tasksByRow(product.exp().transpose().matmul(w)))
        .as("rows are read as columns")
        .isEqualTo(2);
  }

  @Test
  void ofWhatOnlyTasksByBlocksUseThereIsABlock() {
    Tensor product = x.matmul(w);
    Tensor exp = product.exp();
    CpuExecutable chained = byRow(exp.matmul(w));

    assertThat(chained.arenaSize()).as("the product and its exponentials").isZero();
    assertThat(chained.blocks()).isEqualTo(2);
    assertThat(chained.blocksSize()).as("blocks of a row each").isEqualTo(2 * EXTENT);
    assertThat(byRow(exp.matmul(w), exp.transpose().matmul(w)).arenaSize())
        .as("exponentials that another task reads by columns")
        .isGreaterThanOrEqualTo(MATRIX);
  }

  /** The gradient of a weight by many rows, whose left factor is computed in a block before. */
  @Test
  void productsOverManyRowsJoinTheTasksOverTheseRows() {
    Tensor rows = graph.input("rows", Shape.of(4096, EXTENT));
    Tensor right = graph.input("right", Shape.of(4096, EXTENT + 3));
    CpuExecutable chained = byRow(rows.matmul(w).exp().transpose().matmul(right));

    assertThat(chained.tasks()).as("blocks of rows, and the sum of their products").hasSize(2);
    assertThat(chained.blocks()).as("the product and its exponentials").isEqualTo(2);
  }

  private static int tasksByRow(Tensor... outputs) {
    return byRow(outputs).tasks().size();
  }

  private static CpuExecutable byRow(Tensor... outputs) {
    var limits = new TaskLimits(0, 0, 1, 1);
    return executable(new CpuBackend(VectorWidth.BITS_512, limits), List.of(outputs));
  }
}
