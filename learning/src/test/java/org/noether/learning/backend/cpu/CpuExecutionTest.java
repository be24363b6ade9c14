package org.noether.learning.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Executable;
import org.noether.learning.backend.Execution;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class CpuExecutionTest {
  private static final int COLUMNS = 20;

  private final Backend backend = new CpuBackend();

  /** A program whose working memory grows with its rows. */
  private Executable program(int rows) {
    Tensor x = new Graph().input("x", Shape.of(rows, COLUMNS));
    return backend.compile(List.of(x.matmul(x.transpose()).matmul(x).sum()));
  }

  private double result(Execution execution, int rows) {
    Buffer x = backend.allocate(rows * COLUMNS);
    for (int i = 0; i < x.size(); i++) {
      x.set(i, (i * 7 % 11 - 5) / 8.0);
    }
    Buffer out = backend.allocate(1);
    execution.bind("x", x, 0);
    execution.bindOutput(0, out, 0);
    execution.run();
    return out.get(0);
  }

  @Test
  void aProgramRunsInTheMemoryOfAnotherWhetherLargerOrSmaller() {
    Executable small = program(5);
    Executable large = program(40);
    double ofSmall = result(small.newExecution(), 5);
    double ofLarge = result(large.newExecution(), 40);

    Execution first = small.newExecution();
    assertThat(result(first, 5)).isEqualTo(ofSmall);
    Execution second = large.newExecution(2, first);
    assertThat(result(second, 40)).isEqualTo(ofLarge);
    Execution third = small.newExecution(1, second);
    assertThat(result(third, 5)).isEqualTo(ofSmall);
  }
}
