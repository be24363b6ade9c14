package org.noether.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanesTest {
  /** One lane, parts of vectors, whole ones and a remainder. */
  private static final int[] SIZES = {1, 3, 8, 17, 300};

  static Stream<Recordable> functions() {
    return Stream.concat(DifferentiatedTest.functions(), Stream.of(DifferentiatedTest::chain));
  }

  private static double[][] transposed(double[][] x) {
    var result = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < x[0].length; k++) {
        result[k][i] = x[i][k];
      }
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void eachLaneHasTheBitsOfItsFunctionAlone(Recordable function) {
    assertThat(LaneCompiler.VECTORS).as("the build adds the Vector API").isTrue();
    checkLanes(function, true);
    checkLanes(function, false);
  }

  private static void checkLanes(Recordable function, boolean vectors) {
    var random = new SplittableRandom(3);
    for (int size : SIZES) {
      var functions =
          IntStream.range(0, size).mapToObj(_ -> Differentiated.of(function, 4)).toList();
      var lanes = new Lanes(functions, vectors);
      var x = new double[size][];
      var expected = new double[size][4];
      for (int i = 0; i < size; i++) {
        x[i] = random.doubles(4, 0.2, 0.9).toArray();
        functions.get(i).motion(x[i], expected[i]);
      }
      var values = new double[size];
      var motion = new double[4][size];
      var halves = new double[4][size];

      lanes.value(transposed(x), values);
      lanes.motion(transposed(x), motion);
      lanes.velocities(transposed(x), halves);
      lanes.forces(transposed(x), halves);

      assertThat(transposed(motion)).isDeepEqualTo(expected);
      assertThat(halves).isDeepEqualTo(motion);
      for (int i = 0; i < size; i++) {
        assertThat(values[i]).isEqualTo(functions.get(i).value(x[i]));
      }
    }
  }

  /** The 3/8 rule. */
  private static final RungeKutta METHOD =
      new RungeKutta(
          new double[][] {{1.0 / 3}, {-1.0 / 3, 1}, {1, -1, 1}},
          new double[] {1.0 / 8, 3.0 / 8, 3.0 / 8, 1.0 / 8});

  @ParameterizedTest
  @MethodSource("functions")
  void stepsHaveTheBitsOfStepsAlone(Recordable function) {
    for (boolean vectors : new boolean[] {true, false}) {
      for (int size : SIZES) {
        checkStep(function, size, vectors);
      }
    }
  }

  private static void checkStep(Recordable function, int size, boolean vectors) {
    var random = new SplittableRandom(4);
    var functions = Stream.generate(() -> Differentiated.of(function, 4)).limit(size).toList();
    var x = new double[size][];
    var expected = new double[size][4];
    for (int i = 0; i < size; i++) {
      x[i] = random.doubles(4, 0.2, 0.9).toArray();
      functions.get(i).step(METHOD, 0.01, x[i], expected[i]);
    }
    var after = new double[4][size + 3];
    var from = new int[] {3, 0, 2, 1};

    new Lanes(functions, vectors)
        .step(METHOD, 0.01, LaneRows.of(transposed(x)), new LaneRows(after, from));

    for (int k = 0; k < 4; k++) {
      double[] row = Arrays.copyOfRange(after[k], from[k], from[k] + size);
      assertThat(row).isEqualTo(transposed(expected)[k]);
    }
  }

  /** A step rounds each component some dozen times; one function's rates amplify that tenfold. */
  @ParameterizedTest
  @MethodSource("functions")
  void aStepFollowsTheMotion(Recordable function) {
    var energy = Differentiated.of(function, 4);
    double h = 0.01;
    double[] z = {0.3, 0.7, 0.4, 0.8};
    var after = new double[4];

    energy.step(METHOD, h, z, after);

    double[] k1 = rates(energy, z);
    double[] k2 = rates(energy, plus(z, h / 3, k1));
    double[] k3 = rates(energy, plus(plus(z, -h / 3, k1), h, k2));
    double[] k4 = rates(energy, plus(plus(plus(z, h, k1), -h, k2), h, k3));
    double[] expected = plus(plus(z, h / 8, k1), 3 * h / 8, k2);
    expected = plus(plus(expected, 3 * h / 8, k3), h / 8, k4);
    for (int k = 0; k < z.length; k++) {
      assertThat(after[k])
          .isEqualTo(expected[k], within(1e-13 * Math.max(1, Math.abs(expected[k]))));
    }
  }

  private static double[] rates(Differentiated energy, double[] z) {
    var rates = new double[z.length];
    energy.motion(z, rates);
    return rates;
  }

  private static double[] plus(double[] z, double factor, double[] k) {
    return IntStream.range(0, z.length).mapToDouble(i -> z[i] + factor * k[i]).toArray();
  }

  /** H = a sin q + a p^2. */
  private record Scaled(double a) implements Recordable {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      return z[0].sin().multiply(a).add(z[1].square().multiply(a));
    }
  }

  @Test
  void lanesHaveConstantsOfTheirOwn() {
    var functions =
        Stream.of(1.0, -2.5, 4.0).map(a -> Differentiated.of(new Scaled(a), 2)).toList();
    var motion = new double[2][3];

    new Lanes(functions).motion(new double[][] {{0.1, 0.2, 0.3}, {1, 2, 3}}, motion);

    assertThat(motion[0]).containsExactly(2, -10, 24);
    assertThat(motion[1][1]).isEqualTo(2.5 * Trigonometry.cos(0.2));
  }

  @Test
  void aSineOutOfRangeConcernsItsLaneAlone() {
    var functions = Stream.of(1.0, 2.0).map(a -> Differentiated.of(new Scaled(a), 2)).toList();
    var motion = new double[2][2];

    new Lanes(functions).motion(new double[][] {{2e6, 0.2}, {1, 2}}, motion);

    assertThat(motion[1][0]).isNaN();
    assertThat(motion[1][1]).isEqualTo(-2 * Trigonometry.cos(0.2));
  }

  /** H = sin q + cos 2 q + p^2 / 2. */
  private static <T extends CalculusFieldElement<T>> T twoWaves(T[] z) {
    return z[0].sin().add(z[0].multiply(2).cos()).add(z[1].square().multiply(0.5));
  }

  @Test
  void magnitudesOfAllArgumentsAddUpToLessThanTheLimit() {
    var functions = Stream.generate(() -> Differentiated.of(LanesTest::twoWaves, 2)).limit(3);
    var values = new double[3];
    double third = Trigonometry.LIMIT / 3;

    new Lanes(functions.toList())
        .value(new double[][] {{-third * 0.999, third * 1.001, Double.NaN}, {1, 1, 1}}, values);

    assertThat(values[0]).isBetween(-2.5, 2.5);
    assertThat(values[1]).isNaN();
    assertThat(values[2]).isNaN();
  }

  /**
   * Roundings, for which there are no vectors, by turns with sums: each stands in a part of its
   * own.
   */
  private static <T extends CalculusFieldElement<T>> T thousandParts(T[] z) {
    T sum = z[1];
    for (int k = 1; k <= 700; k++) {
      sum = sum.add(z[0].multiply(k)).rint();
    }
    return sum;
  }

  @Test
  void codeMayHaveThousandsOfParts() {
    var function = Differentiated.of(LanesTest::thousandParts, 2);
    double expected = 0.25;
    for (int k = 1; k <= 700; k++) {
      expected = Math.rint(expected + 0.3 * k);
    }
    var values = new double[2];

    new Lanes(List.of(function, function)).value(new double[][] {{0.3, 0.3}, {0.25, 0.25}}, values);

    assertThat(values).containsOnly(expected);
    assertThat(function.value(new double[] {0.3, 0.25})).isEqualTo(expected);
  }

  @Test
  void onlyTheStepOfASmallFunctionIsAProgram() {
    assertThat(Differentiated.of(new Scaled(1), 2).steps(METHOD)).isTrue();
    assertThat(Differentiated.of(DifferentiatedTest::chain, 4).steps(METHOD)).isFalse();
  }

  @Test
  void separableFunctionsAreRecognised() {
    assertThat(new Lanes(List.of(Differentiated.of(new Scaled(1), 2))).separable()).isTrue();
    assertThat(new Lanes(List.of(Differentiated.of(DifferentiatedTest::chain, 2))).separable())
        .isFalse();
  }

  @Test
  void functionsOfDifferentCodeAreRefused() {
    var functions =
        List.of(
            Differentiated.of(new Scaled(1), 2), Differentiated.of(DifferentiatedTest::chain, 2));

    assertThatThrownBy(() -> new Lanes(functions)).isInstanceOf(IllegalArgumentException.class);
  }
}
