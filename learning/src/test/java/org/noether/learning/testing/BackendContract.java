package org.noether.learning.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.backend.Backend;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.learning.tensor.UnaryFunction;

/**
 * What every {@link Backend} must satisfy. A backend's module extends this class in a test, with
 * the backend in each kind there is. Numbers are compared with the reference backend's, within what
 * rounding to the backend's precision can do.
 */
public abstract class BackendContract implements BufferContract, ExecutionContract {

  /** Returns the backend that is tested, always the same. */
  @Override
  public abstract Backend backend();

  @TestFactory
  Stream<DynamicTest> opsAgreeWithTheReference() {
    return Stream.of(OpCases.all(), OpCases.ties(), OpCases.large())
        .flatMap(List::stream)
        .map(graphCase -> agreement(graphCase.name(), () -> graphCase));
  }

  @TestFactory
  Stream<DynamicTest> derivativesOfOpsAgreeWithTheReference() {
    return OpCases.derivatives().stream()
        .map(graphCase -> agreement(graphCase.name(), () -> graphCase));
  }

  @TestFactory
  Stream<DynamicTest> randomGraphsAgreeWithTheReference() {
    return randomGraphs(80, 40, 0);
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfRandomGraphsAgreeWithTheReference() {
    return randomGraphs(40, 30, 1);
  }

  @TestFactory
  Stream<DynamicTest> gradientsOfGradientsAgreeWithTheReference() {
    return randomGraphs(20, 15, 2);
  }

  private Stream<DynamicTest> randomGraphs(int count, int mostSteps, int derivatives) {
    return IntStream.range(0, count)
        .mapToObj(seed -> {
          int steps = new SplittableRandom(seed).nextInt(5, mostSteps + 1);
          return agreement(
              "%d steps, seed %d".formatted(steps, seed),
              () -> RandomGraphs.of(seed, steps, derivatives));
        });
  }

  private DynamicTest agreement(String name, Supplier<GraphCase> graphCase) {
    return DynamicTest.dynamicTest(
        name,
        () -> Agreement.of(graphCase.get(), backend().precision().unitRoundoff()).check(backend()));
  }

  /** While a graph runs, its code may be compiled; that must not change the numbers. */
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
    PackedRun run = new PackedRun(backend(), b.build("all functions", outputs), 1);
    List<double[]> first = run.run();
    for (int i = 0; i < 1000; i++) {
      Agreement.assertSame(run.run(), first);
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
    List<double[]> actual = new PackedRun(backend(), graphCase, 1).run();
    for (int k = 0; k < outputs.size(); k++) {
      for (int i = 0; i < expected.get(k).length; i++) {
        assertSpecial(
            String.format(
                Locale.ROOT, "%s of %s and %s", outputs.get(k), special[i / n], special[i % n]),
            actual.get(k)[i],
            backend().precision().round(expected.get(k)[i]));
      }
    }
  }

  /** Finite numbers agree to 4 units in the last place or, where they may be flushed, to 1e-37. */
  private void assertSpecial(String what, double actual, double expected) {
    if (Double.isFinite(expected)) {
      double units = 8 * backend().precision().unitRoundoff() * Math.abs(expected);
      assertThat(actual).as(what).isCloseTo(expected, within(units + 0x1p-126));
    } else {
      assertThat(actual).as(what).isEqualTo(Double.valueOf(expected));
    }
  }
}
