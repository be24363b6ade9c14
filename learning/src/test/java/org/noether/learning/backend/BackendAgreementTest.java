package org.noether.learning.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;
import org.noether.learning.testing.Agreement;
import org.noether.learning.testing.BackendUnderTest;
import org.noether.learning.testing.CaseBuilder;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.OpCases;
import org.noether.learning.testing.PackedRun;
import org.noether.learning.testing.RoundingBackend;
import org.noether.learning.testing.Runs;

/** Each backend against the reference, op by op, within what rounding can do. */
class BackendAgreementTest {

  static List<GraphCase> cases() {
    if (BackendUnderTest.found().isEmpty()) {
      System.out.println("NOTE: no backend but 'reference' was found; there is none to compare.");
    }
    return Stream.of(OpCases.all(), OpCases.ties(), OpCases.large()).flatMap(List::stream).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyOpAgrees(GraphCase graphCase) {
    Agreement.ofAll(graphCase);
  }

  /** While a graph runs, the JVM compiles its code; that must not change the numbers. */
  @Test
  void numbersDoNotDependOnHowOftenAGraphRan() {
    CaseBuilder b = new CaseBuilder(1);
    Tensor x = b.uniform(Shape.of(517), 0.5, 3);
    List<Tensor> outputs = new ArrayList<>();
    for (UnaryFunction f : UnaryFunction.values()) {
      outputs.add(x.unary(f));
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      outputs.add(x.binary(f, b.uniform(x.shape(), 0.5, 3)));
    }
    GraphCase graphCase = b.build("all functions", outputs);
    for (BackendUnderTest backend : BackendUnderTest.found()) {
      Executable executable = backend.backend().compile(outputs);
      PackedRun run = new PackedRun(backend.backend(), executable, graphCase, 1);
      List<double[]> first = run.run();
      for (int i = 0; i < 1000; i++) {
        Agreement.assertSame(run.run(), first);
      }
    }
  }

  /** Infinities and NaN come out as in double precision, so that a diverging run is seen. */
  @Test
  void functionsTreatSpecialNumbersAsInDoublePrecision() {
    double[] special = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1, -1, 30, -30, 100, -100
    };
    int n = special.length;
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(n, 1)).broadcastTo(Shape.of(n, n));
    Tensor y = x.transpose();
    List<Tensor> outputs = new ArrayList<>();
    for (UnaryFunction f : UnaryFunction.values()) {
      boolean reduced = f == UnaryFunction.SIN || f == UnaryFunction.COS;
      outputs.add((reduced ? x.mul(0.01) : x).unary(f));
    }
    for (BinaryFunction f : BinaryFunction.values()) {
      if (f != BinaryFunction.ATAN2) {
        outputs.add(x.binary(f, y));
      }
    }
    outputs.add(x.where(y, y.neg()));
    outputs.add(x.sum());
    GraphCase graphCase = new GraphCase("special", outputs, Map.of("x", special), Map.of());
    List<double[]> expected = Runs.reference(graphCase);
    for (BackendUnderTest backend : BackendUnderTest.found()) {
      Executable executable = backend.backend().compile(outputs);
      List<double[]> actual = new PackedRun(backend.backend(), executable, graphCase, 1).run();
      for (int k = 0; k < outputs.size(); k++) {
        for (int i = 0; i < expected.get(k).length; i++) {
          assertSpecial(
              String.format(
                  Locale.ROOT,
                  "%s: %s of %s and %s",
                  backend,
                  outputs.get(k),
                  special[i / n],
                  special[i % n]),
              actual.get(k)[i],
              (float) expected.get(k)[i]);
        }
      }
    }
  }

  /** Finite numbers agree to 4 units in the last place or, where they may be flushed, to 1e-37. */
  private static void assertSpecial(String what, double actual, double expected) {
    if (Double.isFinite(expected)) {
      assertThat(actual)
          .as(what)
          .isCloseTo(expected, within(8 * 0x1p-24 * Math.abs(expected) + 0x1p-126));
    } else {
      assertThat(actual).as(what).isEqualTo(Double.valueOf(expected));
    }
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
