package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;

class AnglesTest {
  private static final DfpField DECIMAL = new DfpField(120);

  private static final Map<String, UnaryOperator<Tensor>> OURS =
      new LinkedHashMap<>(
          Map.of(
              "sinc", Angles::sinc,
              "cosc", Angles::cosc,
              "sincc", Angles::sincc,
              "coscc", Angles::coscc,
              "sinc_inv", s -> Angles.one(s).div(Angles.sinc(s))));

  /**
   * Rounding of at most 6 operations beyond the series, and of s itself: so many units of 2^-53 of
   * the value, and of its change when s changes by its own size.
   */
  private static final double ULPS = 8;

  @Test
  void valuesAreAccurateToAFewUlp() {
    double[] s = squares();
    OURS.forEach((name, function) -> {
      double[] ours = run(function, s).getFirst();
      double worst = 0;
      for (int i = 0; i < s.length; i++) {
        Dfp exact = exact(name, DECIMAL.newDfp(s[i]));
        double scale = Math.abs(exact.toDouble()) + Math.abs(s[i] * slope(name, s[i]));
        double error = Math.abs(DECIMAL.newDfp(ours[i]).subtract(exact).toDouble());
        worst = Math.max(worst, error / scale * 0x1p53);
      }
      System.out.printf("%s: %.1f units%n", name, worst);
      assertThat(worst).as(name).isLessThan(ULPS);
    });
  }

  /** Derivatives lose up to a factor of ten where closed forms begin. */
  @Test
  void derivativesAreAccurateEverywhere() {
    double[] s = squares();
    OURS.forEach((name, function) -> {
      double[] ours = run(function, s).get(1);
      for (int i = 0; i < s.length; i++) {
        double exact = slope(name, s[i]);
        double tolerance = 1e-13 * (Math.abs(exact) + Math.abs(curvature(name, s[i]) * s[i]));
        assertThat(ours[i]).as(name + "' at " + s[i]).isEqualTo(exact, within(tolerance));
      }
    });
  }

  @Test
  void nothingOverflowsFarAway() {
    for (double[] result : run(Angles::sincc, new double[] {0, 1e300, Double.MIN_VALUE})) {
      assertThat(result).doesNotContain(Double.NaN).doesNotContain(Double.POSITIVE_INFINITY);
    }
  }

  /**
   * The reference cuts its series early: below |x| = 0.07 it is wrong by up to 2.4e-10 of x / sin x
   * and beyond it cancels, by up to 5.5e-11 of coscc. As x^2 is rounded, a function that changes
   * fast (x / sin x near pi) adds its change by that.
   */
  @TestFactory
  Stream<DynamicTest> asTheReference() {
    return GoldenCases.tests("group_helpers", AnglesTest::compare);
  }

  private static void compare(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    double[] s = DoubleStream.of(tensors.tensor("in.x").doubles()).map(x -> x * x).toArray();
    OURS.forEach((name, function) -> {
      double[] theirs = tensors.tensor("out." + name).doubles();
      double[] ours = run(function, s).getFirst();
      for (int i = 0; i < s.length; i++) {
        double change = s[i] == 0 ? 0 : Math.abs(s[i] * slope(name, s[i])) * 0x1p-50;
        assertThat(ours[i])
            .as(name + " at " + Math.sqrt(s[i]))
            .isEqualTo(theirs[i], within(1e-9 * Math.abs(theirs[i]) + change));
      }
    });
  }

  /** Returns squares of angles from 0 to 3.1, dense where a series gives way to a closed form. */
  private static double[] squares() {
    List<Double> squares = new ArrayList<>(List.of(0.0, 1e-300, 1e-30, 1e-16, 1e-8, 1e-4));
    for (double x = 0.01; x < 3.1; x += 0.0537) {
      squares.add(x * x);
    }
    for (double edge : new double[] {1, 4}) {
      squares.add(edge);
      squares.add(Math.nextDown(edge));
      squares.add(edge * 1.001);
    }
    return squares.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<double[]> run(UnaryOperator<Tensor> function, double[] s) {
    Graph graph = new Graph();
    Tensor squares = graph.input("s", Shape.of(s.length));
    Tensor values = function.apply(squares);
    Tensor slopes = Gradients.of(values.sum(), List.of(squares)).getFirst();
    return Evaluation.of(List.of(values, slopes), Map.of("s", s));
  }

  private static Dfp exact(String name, Dfp s) {
    if (s.toDouble() < 1e-25) {
      return DECIMAL.newDfp(limit(name)).divide(DECIMAL.newDfp(12));
    }
    Dfp x = s.sqrt();
    Dfp one = DECIMAL.getOne();
    return switch (name) {
      case "sinc" -> x.sin().divide(x);
      case "cosc" -> one.subtract(x.cos()).divide(s);
      case "sincc" -> x.subtract(x.sin()).divide(s.multiply(x));
      case "sinc_inv" -> x.divide(x.sin());
      default ->
          one.subtract(x.multiply(x.sin()).divide(one.subtract(x.cos()).multiply(2))).divide(s);
    };
  }

  /** Returns twelve times the value at 0. */
  private static int limit(String name) {
    return switch (name) {
      case "sinc", "sinc_inv" -> 12;
      case "cosc" -> 6;
      case "sincc" -> 2;
      default -> 1;
    };
  }

  private static double slope(String name, double s) {
    return difference(name, s, 1);
  }

  private static double curvature(String name, double s) {
    return difference(name, s, 2);
  }

  /** Returns the first or second derivative by differences over steps of 1e-15. */
  private static double difference(String name, double s, int order) {
    Dfp step = DECIMAL.newDfp("1e-15");
    Dfp middle = DECIMAL.newDfp(Math.max(s, 2e-15));
    Dfp up = exact(name, middle.add(step));
    Dfp down = exact(name, middle.subtract(step));
    return order == 1
        ? up.subtract(down).divide(step.multiply(2)).toDouble()
        : up.add(down)
            .subtract(exact(name, middle).multiply(2))
            .divide(step.multiply(step))
            .toDouble();
  }
}
