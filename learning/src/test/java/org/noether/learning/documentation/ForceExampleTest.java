package org.noether.learning.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.CompiledFunction;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** The example of the documentation's section "Tensors and gradients". */
class ForceExampleTest {
  @Test
  void forceOfPotential() {
    Graph graph = new Graph();
    Tensor q = graph.input("q", Shape.of(3));
    Tensor potential = q.square().sum().mul(0.5).add(q.cos().sum());
    Tensor force = Gradients.of(potential, List.of(q)).getFirst().neg();
    CompiledFunction function = CompiledFunction.of(force);
    double[] f = function.call(Map.of("q", new double[] {0.1, -0.2, 0.3})).getFirst(); // sin(q) - q

    double[] at = {0.1, -0.2, 0.3};
    // sin(q) - q cancels: a few roundings of numbers of size 0.3 in single precision.
    for (int i = 0; i < 3; i++) {
      assertThat(f[i]).isEqualTo(Math.sin(at[i]) - at[i], within(4 * 0.3 * 0x1p-24));
    }
  }

  @Test
  void documentationShowsThisCode() throws IOException {
    DocumentedCode.demandIn(ForceExampleTest.class, "// sin(q) - q");
  }
}
