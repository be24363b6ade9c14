package org.noether.learning.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.testing.Agreement;
import org.noether.learning.testing.CaseBuilder;
import org.noether.learning.testing.GraphCase;

/** Products and sums that work-groups share, which the contract's cases are too small for. */
class WorkGroupsTest {
  private final Backend backend = Backends.choose(Backends.TORNADO).backend();

  @TestFactory
  Stream<DynamicTest> theyAgreeWithTheReference() {
    return Stream.of(
            product("tiles that are not full", 1, 70, 33, 50),
            product("chunks of terms", 1, 70, 1001, 50),
            product("chunks of terms of few elements", 1, 3, 5000, 5),
            product("several matrices in chunks", 3, 20, 700, 130),
            product("large tiles", 4, 1000, 20, 1020),
            sum("of all", Shape.of(70_001)),
            sum("of rows", Shape.of(40, 3001), 1),
            sum("of columns", Shape.of(3001, 40), 0),
            sum("of few columns in chunks", Shape.of(70_001, 3), 0),
            sum("of many columns", Shape.of(30, 40_000), 0),
            sum("of outer and inner axes", Shape.of(50, 7, 300), 0, 2))
        .map(each ->
            DynamicTest.dynamicTest(
                each.name(),
                () -> Agreement.of(each, backend.precision().unitRoundoff()).check(backend)));
  }

  /** The products of all layouts of the factors, and one that is added to another. */
  private static GraphCase product(String name, int matrices, int m, int terms, int n) {
    CaseBuilder b = new CaseBuilder(terms);
    Tensor x = b.uniform(Shape.of(matrices, m, terms));
    Tensor y = b.uniform(Shape.of(matrices, terms, n));
    Tensor across = b.uniform(Shape.of(matrices, terms, m)).permute(0, 2, 1);
    Tensor down = b.uniform(Shape.of(matrices, n, terms)).permute(0, 2, 1);
    return b.build(
        "product: " + name,
        List.of(x.matmul(y), across.matmul(down), x.matmul(down).add(across.matmul(y))));
  }

  private static GraphCase sum(String name, Shape shape, int... axes) {
    CaseBuilder b = new CaseBuilder(shape.size());
    Tensor x = b.uniform(shape);
    return b.build(
        "sum " + name,
        axes.length == 0
            ? List.of(x.sum(), x.square().sum())
            : List.of(x.sumKeeping(axes), x.square().add(1).sumKeeping(axes)));
  }

  @Test
  void chunksHoldAllTerms() {
    assertThat(Chunks.of(256, 100_000, 256)).isEqualTo(new Chunks(1, 100_000));
    assertThat(Chunks.of(1, 100_000, 256)).isEqualTo(new Chunks(250, 400));
    assertThat(Chunks.of(1, 511, 256)).isEqualTo(new Chunks(1, 512));
    assertThat(Chunks.of(1, 0, 256)).isEqualTo(new Chunks(1, 16));
  }
}
