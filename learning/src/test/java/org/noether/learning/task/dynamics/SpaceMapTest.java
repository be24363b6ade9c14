package org.noether.learning.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.group.Groups;

class SpaceMapTest {
  /** Of a few products and sums of numbers of order 1. */
  private static final double ROUNDING = 1e-14;

  @Test
  void aScalingDoublesPositionsAndHalvesMomenta() {
    SpaceMap twice = SpaceMap.of(MatrixUtils.createRealDiagonalMatrix(new double[] {2, 2}), 2);

    assertThat(twice.state(new double[] {1, 2, 3, 4})).containsExactly(2, 4, 1.5, 2);
    assertThat(twice.rates(new double[] {1, 2, 3, 4})).containsExactly(2, 4, 1.5, 2);
  }

  @Test
  void aTranslationMovesPositionsOnly() {
    SpaceMap moved = SpaceMap.translation(new double[] {10, 20});
    double[] twoBodies = {1, 2, 3, 4, 5, 6, 7, 8};

    assertThat(moved.state(twoBodies)).containsExactly(11, 22, 13, 24, 5, 6, 7, 8);
    assertThat(moved.rates(twoBodies)).containsExactly(twoBodies);
  }

  /** A motion that turns by a right angle, then moves by (10, 20). */
  @Test
  void aMotionTurnsAndMoves() {
    SpaceMap motion =
        SpaceMap.of(
            MatrixUtils.createRealMatrix(new double[][] {{0, -1, 10}, {1, 0, 20}, {0, 0, 1}}), 2);

    assertThat(motion.state(new double[] {1, 2, 3, 4})).containsExactly(8, 21, -4, 3);
    assertThat(motion.rates(new double[] {1, 2, 3, 4})).containsExactly(-2, 1, -4, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SO2", "RxSO2", "Rx", "SQ", "RxSQ", "SE2"})
  void elementsKeepTheProductOfMomentumAndVelocity(String name) {
    double[] z = {0.3, -0.2, 0.5, 0.7};
    double[] rates = {1.1, -0.4, 0, 0};
    List<SpaceMap> maps =
        RandomMaps.elements(Groups.create(new GroupSpec(name, List.of())), generator(), 2, 20);

    for (SpaceMap map : maps) {
      double[] p = map.state(z);
      double[] v = map.rates(rates);
      assertThat(p[2] * v[0] + p[3] * v[1]).isCloseTo(0.5 * 1.1 - 0.7 * 0.4, within(ROUNDING));
      assertThat(map.linear()).isNotEqualTo(MatrixUtils.createRealIdentityMatrix(2));
    }
  }

  /**
   * Of even rotations the trace has mean 0; its square has mean 2 in the plane, where it is 2 cos,
   * and 1 in space. Over 10,000 of them the standard deviations of the means are at most 0.015.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void rotationsAreEven(int d) {
    double sum = 0;
    double squares = 0;
    List<SpaceMap> maps = RandomMaps.rotations(generator(), d, 10_000);
    for (SpaceMap map : maps) {
      RealMatrix matrix = map.linear();
      assertThat(matrix.multiplyTransposed(matrix).subtract(one(d)).getNorm1())
          .isLessThan(ROUNDING);
      assertThat(map.cotangent().subtract(matrix).getNorm1()).isLessThan(ROUNDING);
      sum += matrix.getTrace();
      squares += matrix.getTrace() * matrix.getTrace();
    }
    assertThat(sum / maps.size()).isCloseTo(0, within(0.06));
    assertThat(squares / maps.size()).isCloseTo(d == 2 ? 2 : 1, within(0.06));
  }

  private static RealMatrix one(int d) {
    return MatrixUtils.createRealIdentityMatrix(d);
  }

  private static RandomGenerator generator() {
    return new Random(3);
  }
}
