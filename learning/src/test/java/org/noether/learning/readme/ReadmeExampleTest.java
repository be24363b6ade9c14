package org.noether.learning.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** The example of README's section "From Java". */
class ReadmeExampleTest {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

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
  void readmeShowsThisCode() throws IOException {
    Path root = Files.exists(Path.of("README.md")) ? Path.of("") : Path.of("..");
    String source =
        Files.readString(
            root.resolve(
                "learning/src/test/java/org/noether/learning/readme/ReadmeExampleTest.java"));
    String shown =
        JAVA.matcher(Files.readString(root.resolve("README.md")))
            .results()
            .filter(block -> block.group(1).contains("out holds sin(q) - q"))
            .findFirst()
            .map((MatchResult block) -> block.group(1).indent(4))
            .orElseThrow();
    assertThat(source).contains(shown.lines().map(String::stripTrailing).toList());
    assertThat(shown.lines()).hasSizeGreaterThan(10);
  }
}
