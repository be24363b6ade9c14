package org.noether.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.testing.CaseBuilder;
import org.noether.learning.testing.GraphCase;
import org.noether.learning.testing.Movements;
import org.noether.learning.testing.Runs;
import org.noether.simulation.testing.Draws;

/** What is simplified has the value of what is not. */
class SimplifierTest {
  private final Graph graph = new Graph();
  private final Tensor x = graph.input("x", Shape.of(2, 3));

  private Tensor full(double value) {
    return graph.full(x.shape(), value);
  }

  @Test
  void arithmeticWithNeutralNumbersIsTheOperandItself() {
    assertThat(x.add(0)).isSameAs(x);
    assertThat(full(0).add(x)).isSameAs(x);
    assertThat(x.sub(full(0))).isSameAs(x);
    assertThat(x.mul(1)).isSameAs(x);
    assertThat(full(1).mul(x)).isSameAs(x);
    assertThat(x.div(full(1))).isSameAs(x);
    assertThat(x.neg().neg()).isSameAs(x);
    assertThat(x.mul(-1)).isSameAs(x.neg());
    assertThat(full(0).sub(x)).isSameAs(x.neg());
    assertThat(x.mul(0)).isSameAs(full(0));
    assertThat(x.mul(3).mul(4)).isSameAs(x.mul(12));
    assertThat(full(2).add(3)).isSameAs(full(5));
    assertThat(full(2).exp()).isSameAs(full(Math.exp(2)));
  }

  @Test
  void movementsThatMoveNothingAreTheOperandItself() {
    assertThat(x.reshape(3, 2).reshape(2, 3)).isSameAs(x);
    assertThat(x.permute(0, 1)).isSameAs(x);
    assertThat(x.transpose().transpose()).isSameAs(x);
    assertThat(x.broadcastTo(x.shape())).isSameAs(x);
    assertThat(x.slice(1, 0, 3)).isSameAs(x);
    assertThat(x.pad(1, 0, 0)).isSameAs(x);
    assertThat(x.pad(1, 2, 1).slice(1, 2, 5)).isSameAs(x);
    assertThat(x.pad(1, 2, 1).slice(1, 0, 2)).isSameAs(graph.full(Shape.of(2, 2), 0));
    assertThat(Tensor.concat(0, x)).isSameAs(x);
    assertThat(x.reshape(1, 2, 3).sumKeeping(0)).isSameAs(x.reshape(1, 2, 3));
    assertThat(x.less(full(0)).where(x, x)).isSameAs(x);
    assertThat(full(1).where(x, full(0))).isSameAs(x);
    assertThat(full(0).where(x, full(3))).isSameAs(full(3));
  }

  @Test
  void sumsOfRepeatedNumbersAreCounted() {
    assertThat(full(0.5).sum()).isSameAs(graph.constant(3));
    assertThat(full(0.5).sumKeeping(1)).isSameAs(graph.full(Shape.of(2, 1), 1.5));
    assertThat(graph.full(Shape.of(2, 0), 0.5).sumKeeping(1))
        .isSameAs(graph.full(Shape.of(2, 1), 0));
  }

  @Test
  void everySliceOfAPaddedTensorHasItsElements() {
    Tensor line = graph.input("line", Shape.of(3));
    Tensor zeros = graph.input("zeros", Shape.of(7));
    List<Tensor> straight = new ArrayList<>();
    List<Tensor> apart = new ArrayList<>();
    for (int start = 0; start <= 7; start++) {
      for (int end = start; end <= 7; end++) {
        straight.add(line.pad(0, 2, 2).slice(0, start, end));
        apart.add(line.pad(0, 2, 2).add(zeros).slice(0, start, end));
      }
    }
    Map<String, double[]> reals = Map.of("line", new double[] {1, 2, 3}, "zeros", new double[7]);
    List<double[]> simplified = Runs.reference(new GraphCase("", straight, reals, Map.of()));
    List<double[]> expected = Runs.reference(new GraphCase("", apart, reals, Map.of()));
    for (int i = 0; i < straight.size(); i++) {
      assertThat(simplified.get(i)).as("%s", straight.get(i)).isEqualTo(expected.get(i));
    }
  }

  static Map<String, BinaryOperator<Tensor>> expressionsOfNumbers() {
    Map<String, BinaryOperator<Tensor>> all = new LinkedHashMap<>();
    for (BinaryFunction f : BinaryFunction.values()) {
      all.put(f + " (x, number)", (x, number) -> x.binary(f, number));
      all.put(f + " (number, x)", (x, number) -> number.binary(f, x));
      all.put(f + " (number, number)", (x, number) -> number.binary(f, number.neg()).mul(x));
      all.put(f + " twice", (x, number) -> x.binary(f, number).binary(f, number));
    }
    for (UnaryFunction f : UnaryFunction.values()) {
      all.put(f + " (number)", (x, number) -> number.square().unary(f).add(x));
    }
    all.put("where", (x, number) -> number.where(x, x.neg()));
    all.put("sum", (x, number) -> number.sumKeeping(1).add(x));
    all.put("sum of all", (x, number) -> number.sum().add(x));
    all.put("reshape", (x, number) -> number.reshape(3, 2).transpose().add(x));
    all.put("permute", (x, number) -> number.permute(1, 0).reshape(2, 3).add(x));
    all.put("slice", (x, number) -> number.slice(1, 1, 2).add(x));
    all.put("pad", (x, number) -> number.pad(0, 1, 0).slice(0, 0, 2).add(x));
    all.put("detach", (x, number) -> number.detach().mul(x));
    all.put("mask", (x, number) -> number.largestMask(2).mul(x));
    return all;
  }

  static List<String> names() {
    return List.copyOf(expressionsOfNumbers().keySet());
  }

  /** The number is once known, so that it may be simplified away, and once bound. */
  @ParameterizedTest
  @MethodSource("names")
  void knownAndBoundNumbersGiveTheSame(String name) {
    BinaryOperator<Tensor> expression = expressionsOfNumbers().get(name);
    for (double number : new double[] {0, 1, -1, 2, -0.5}) {
      Tensor known = expression.apply(x, full(number));
      Tensor bound = expression.apply(x, graph.input("number", x.shape()));
      double[] numbers = new double[6];
      Arrays.fill(numbers, number);
      Map<String, double[]> reals =
          Map.of("x", new double[] {0.5, -1.25, 3, -0.75, 1.5, 2.5}, "number", numbers);
      List<double[]> values =
          Runs.reference(new GraphCase(name, List.of(known, bound), reals, Map.of()));
      for (int i = 0; i < 6; i++) {
        double expected = values.get(1)[i];
        // x * 0 is simplified to 0 and 0 / x too; x / 0 and the like are not numbers.
        if (Double.isFinite(expected)) {
          // Products with powers of two are exact, in any order; 0 and -0 count as the same.
          assertThat(values.get(0)[i] == expected)
              .as("%s with %s: %s, not simplified %s", name, number, values.get(0)[i], expected)
              .isTrue();
        }
      }
    }
  }

  private record Chain(long seed, int length) {}

  @TestFactory
  Stream<DynamicTest> chainsOfMovementsGiveTheSameAsOneByOne() {
    return Draws.tests(
        300, draws -> new Chain(draws.bits(), draws.between(2, 8)), SimplifierTest::checkMovements);
  }

  /** Adding zeros that are bound keeps the movements before and after apart. */
  private static void checkMovements(Chain chain) {
    CaseBuilder b = new CaseBuilder(chain.seed());
    Tensor start = b.coin() ? b.uniform(b.shape(1, 4)) : b.graph().full(b.shape(1, 4), 1.5);
    Map<String, double[]> zeros = new TreeMap<>();
    Tensor straight = start;
    Tensor apart = start;
    for (int i = 0; i < chain.length() && straight.shape().rank() > 0; i++) {
      UnaryOperator<Tensor> movement = Movements.random(b, straight.shape());
      straight = movement.apply(straight);
      apart = movement.apply(apart);
      zeros.put("zero" + i, new double[apart.shape().size()]);
      apart = apart.add(b.graph().input("zero" + i, apart.shape()));
    }
    GraphCase moved = b.build("movements", List.of(straight, apart));
    zeros.putAll(moved.reals());
    List<double[]> values =
        Runs.reference(new GraphCase(moved.name(), moved.outputs(), zeros, Map.of()));
    assertThat(values.get(0)).isEqualTo(values.get(1));
  }
}
