package org.noether.simulation.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
