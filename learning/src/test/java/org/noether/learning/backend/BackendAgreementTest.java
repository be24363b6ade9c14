package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.Op;
import org.noether.learning.testing.Agreement;
import org.noether.learning.testing.BackendUnderTest;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.OpCases;
import org.noether.learning.testing.PackedRun;
import org.noether.learning.testing.RoundingBackend;

/** Each backend against the reference, op by op, within what rounding can do. */
class BackendAgreementTest {

  static Stream<Arguments> backendsAndCases() {
    if (BackendUnderTest.found().isEmpty()) {
      System.out.println("NOTE: no backend but 'reference' was found; there is none to compare.");
    }
    List<GraphCase> cases = OpCases.all();
    return BackendUnderTest.all().stream()
        .flatMap(backend -> cases.stream().map(graphCase -> Arguments.of(backend, graphCase)));
  }

  @ParameterizedTest
  @MethodSource("backendsAndCases")
  void everyOpAgrees(BackendUnderTest backend, GraphCase graphCase) {
    Agreement agreement = new Agreement(graphCase, backend.unitRoundoff());
    Executable executable = backend.backend().compile(graphCase.outputs());
    PackedRun run = new PackedRun(backend.backend(), executable, graphCase, 1);
    List<double[]> first = run.run();
    agreement.check(backend.name(), first);
    assertThat(run.run().getFirst()).as("a second run").isEqualTo(first.getFirst());
  }

  @Test
  void theBoundsAreSharpEnoughToSeeTenWrongUnits() {
    RoundingBackend wrong = new RoundingBackend(x -> (float) (x * (1 + 10 * 0x1p-23)));
    int seen = 0;
    for (GraphCase graphCase : OpCases.all()) {
      if (graphCase.result().op() instanceof Op.Binary
          && graphCase.result().shape().size() > 0
          && graphCase.name().matches("Binary (ADD|SUB|MUL|DIV|MAX|MIN|ATAN2).*")) {
        List<double[]> numbers =
            new PackedRun(wrong, wrong.compile(graphCase.outputs()), graphCase, 1).run();
        assertThatThrownBy(() -> new Agreement(graphCase, 0x1p-24).check("wrong", numbers))
            .as(graphCase.name())
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("rounding explains");
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(50);
  }
}
