package org.noether.learning.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
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

    Backend backend = Backends.choose().backend();
    Execution execution = backend.compile(List.of(force)).newExecution();
    Buffer in = backend.allocate(3);
    in.put(0, new double[] {0.1, -0.2, 0.3});
    Buffer out = backend.allocate(3);
    execution.bind("q", in, 0);
    execution.bindOutput(0, out, 0);
    execution.run(); // out holds sin(q) - q

    // sin(q) - q cancels: a few roundings of numbers of size 0.3 in single precision.
    for (int i = 0; i < 3; i++) {
      double expected = Math.sin(in.get(i)) - in.get(i);
      assertThat(out.get(i)).isEqualTo(expected, within(4 * 0.3 * 0x1p-24));
    }
  }

  @Test
  void documentationShowsThisCode() throws IOException {
    DocumentedCode.demandIn(ForceExampleTest.class, "out holds sin(q) - q");
  }
}
