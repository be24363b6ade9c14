package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.Op;

/** The bounds that backends are held to: that rounding keeps them, and little more does. */
class AgreementTest {
  private static final double SINGLE = 0x1p-24;

  static Stream<GraphCase> cases() {
    Stream<GraphCase> random =
        Stream.iterate(0L, seed -> seed < 20, seed -> seed + 1)
            .flatMap(seed ->
                Stream.of(0, 1, 2).map(derivatives -> RandomGraphs.of(seed, 15, derivatives)));
    Stream<GraphCase> ops =
        Stream.of(OpCases.all(), OpCases.ties(), OpCases.large(), OpCases.derivatives())
            .flatMap(List::stream);
    return Stream.concat(ops, random);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void definitionsRoundedToSinglePrecisionAgree(GraphCase graphCase) {
    Agreement.of(graphCase, SINGLE)
        .check("rounded definitions", Definitions.evaluate(graphCase, x -> (float) x));
  }

  @Test
  void mostBoundsAreSharp() {
    for (int derivatives = 0; derivatives <= 2; derivatives++) {
      long count = 0;
      long sharp = 0;
      for (long seed = 0; seed < 20; seed++) {
        Agreement agreement = Agreement.of(RandomGraphs.of(seed, 15, derivatives), SINGLE);
        count += agreement.count();
        sharp += agreement.sharp();
      }
      assertThat(sharp).as("of %d numbers", count).isGreaterThan(count * 9 / 10);
    }
  }

  @Test
  void theBoundsAreSharpEnoughToSeeTenWrongUnits() {
    int seen = 0;
    for (GraphCase graphCase : OpCases.all()) {
      if (graphCase.result().op() instanceof Op.Binary
          && graphCase.result().shape().size() > 0
          && graphCase.name().matches("Binary (ADD|SUB|MUL|DIV|MAX|MIN|ATAN2).*")) {
        List<double[]> numbers =
            Definitions.evaluate(graphCase, x -> (float) (x * (1 + 10 * 0x1p-23)));
        assertThatThrownBy(() -> Agreement.of(graphCase, SINGLE).check("wrong", numbers))
            .as(graphCase.name())
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("rounding explains");
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(50);
  }
}
