package org.noether.learning.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import org.noether.learning.testing.Definitions;
import org.noether.learning.testing.ErrorBound;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.OpCases;
import org.noether.learning.testing.Runs;

class InterpreterTest {
  /**
   * Both sides round, and the definitions use formulas of up to three roundings where {@link
   * ErrorBound} counts one.
   */
  private static final double ROUNDING = 4 * 0x1p-53;

  static List<GraphCase> cases() {
    return Stream.of(OpCases.all(), OpCases.ties()).flatMap(List::stream).toList();
  }

  @Test
  void everyOpAndFunctionHasCases() {
    Set<Class<?>> ops = new HashSet<>();
    EnumSet<UnaryFunction> unary = EnumSet.noneOf(UnaryFunction.class);
    EnumSet<BinaryFunction> binary = EnumSet.noneOf(BinaryFunction.class);
    for (GraphCase graphCase : cases()) {
      for (Tensor node : Subgraph.of(graphCase.outputs()).nodes()) {
        if (node == graphCase.result() || node.inputs().isEmpty()) {
          ops.add(node.op().getClass());
        }
      }
      switch (graphCase.result().op()) {
        case Op.Unary(UnaryFunction f) -> unary.add(f);
        case Op.Binary(BinaryFunction f) -> binary.add(f);
        default -> {}
      }
    }
    assertThat(ops).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    assertThat(unary).containsExactly(UnaryFunction.values());
    assertThat(binary).containsExactly(BinaryFunction.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatTheDefinitionSays(GraphCase graphCase) {
    Map<Tensor, double[]> values = Runs.nodes(graphCase);
    double[] actual = Objects.requireNonNull(values.get(graphCase.result()));
    double[] bound = ErrorBound.of(graphCase, ROUNDING).getFirst();
    double[] expected = definition(graphCase, values);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("element %d: %s, by definition %s", i, actual[i], expected[i])
          .isLessThanOrEqualTo(bound[i]);
    }
  }

  private static double[] definition(GraphCase graphCase, Map<Tensor, double[]> values) {
    Tensor result = graphCase.result();
    if (result.op() instanceof Op.Input(String name, var _)) {
      return Objects.requireNonNull(graphCase.reals().get(name));
    }
    return Definitions.evaluate(graphCase, result, values);
  }

  @Test
  void runningTwiceGivesTheSameNumbers() {
    for (GraphCase graphCase : cases()) {
      Runs.Session session = new Runs.Session(graphCase);
      double[] first = session.run().getFirst();
      assertThat(session.run().getFirst()).as(graphCase.name()).isEqualTo(first);
      assertThat(Arrays.stream(first).allMatch(Double::isFinite)).as(graphCase.name()).isTrue();
    }
  }
}
