package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class GroupsTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 5;

  /** Some 10 operations on numbers of order 1, each rounded to 1.1e-16 of its value. */
  private static final double ROUNDING = 1e-13;

  @Test
  void translationsDescribePairsByDifferences() {
    double[] pairs = pairs(new Translations(2), 1, 2, new double[] {1, 2, 4, 8});

    assertThat(pairs).containsExactly(0, 0, -3, -6, 3, 6, 0, 0);
  }

  @Test
  void theTrivialGroupDescribesPairsByBothPositions() {
    double[] pairs = pairs(new Trivial(1), 1, 2, new double[] {3, 5});

    assertThat(pairs).containsExactly(3, 3, 3, 5, 5, 3, 5, 5);
  }

  /** Of no coordinates, all are 0, and their exponential is the identity. */
  @Test
  void theTrivialGroupHasOneElement() {
    Trivial group = new Trivial(2);
    Tensor x = new Graph().input("x", Shape.of(3, 2));
    Tensor u = group.section(x);
    assertThat(group.log(u).shape()).isEqualTo(Shape.of(3, 0));
    List<double[]> ours =
        Evaluation.of(
            List.of(u, group.exp(group.log(u)), group.inverse(u), group.relative(u, u)),
            Map.of("x", new double[6]));

    for (double[] element : ours) {
      assertThat(element).containsExactly(1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1);
    }
  }

  @Test
  void distancesWeighGroupElementsAgainstOrbits() {
    Graph graph = new Graph();
    Tensor pairs = graph.input("pairs", Shape.of(1, 3));
    Tensor distance = new Translations.AlongAxis(0).distance(pairs);

    double[] value =
        Evaluation.of(List.of(distance), Map.of("pairs", new double[] {-3, 7, 2})).getFirst();

    assertThat(value[0]).isCloseTo(0.2 * 3 + 0.8 * 5, within(ROUNDING));
  }

  /** What acts alike on u and v leaves v^-1 u as it is, and the orbits too. */
  @ParameterizedTest
  @CsvSource({"T,2", "T,3", "Tx,2", "Ty,2", "SO2,.2", "RxSO2,.3", "Rx,.1"})
  void theGroupActingOnAllPointsChangesNoPair(String name, double argument) {
    LieGroup group = Groups.create(new GroupSpec(name, List.of(argument)));
    double[] positions =
        new Random(4).doubles((long) CLOUDS * POINTS * group.repDim(), -2, 2).toArray();
    double[] moved = act(name, group.repDim(), positions);

    double[] before = pairs(group, CLOUDS, POINTS, positions);
    double[] after = pairs(group, CLOUDS, POINTS, moved);

    assertThat(moved).isNotEqualTo(positions);
    assertThat(after).containsExactly(before, within(ROUNDING));
  }

  @Test
  void anglesBetweenPointsAreTheShorterOnes() {
    double[] pairs = pairs(new RotationsAndScalings(.2), 1, 2, new double[] {-1, 0.1, -1, -0.1});

    assertThat(pairs[3]).isCloseTo(-2 * Math.atan(0.1), within(ROUNDING));
  }

  @Test
  void namesGroupsAsUsersWriteThem() {
    assertThat(Groups.create(new GroupSpec("T", List.of(3L))).name()).isEqualTo("T(3)");
    assertThat(Groups.create(new GroupSpec("SO2", List.of())).name()).isEqualTo("SO2(0.2)");
    assertThat(new GroupSpec("RxSO2", List.of(0.5))).hasToString("RxSO2(0.5)");
  }

  @Test
  void refusesUnknownNamesWithTheKnownOnesAndTheNearest() {
    assertThatThrownBy(() -> Groups.create(new GroupSpec("S02", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no group 'S02'; known: T, Tx, Ty, SO2, RxSO2, Rx, SQ, RxSQ, SE2, SO3, SE3, Trivial,"
                + " FakeSchGroup, LieSubGroup; did you mean 'SO2'?");
  }

  @Test
  void refusesWrongArguments() {
    for (List<Object> wrong :
        List.of(
            List.<Object>of(), List.<Object>of(0), List.<Object>of(1.5), List.<Object>of("2"))) {
      assertThatThrownBy(() -> Groups.create(new GroupSpec("T", wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes one argument, the dimension of space, as in T(2)");
    }
    assertThatThrownBy(() -> Groups.create(new GroupSpec("SO2", List.of(2))))
        .hasMessageContaining("from 0 to 1");
    assertThatThrownBy(() -> Groups.create(new GroupSpec("Tx", List.of(3))))
        .hasMessageContaining("acts on the plane only");
  }

  private static double[] pairs(LieGroup group, int clouds, int points, double[] positions) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(clouds, points, group.repDim()));
    Tensor pairs = group.pairs(x);
    assertThat(pairs.shape()).isEqualTo(Shape.of(clouds, points, points, group.pairDim()));
    return Evaluation.of(List.of(pairs), Map.of("x", positions)).getFirst();
  }

  private static double[] act(String name, int dim, double[] positions) {
    double[] moved = positions.clone();
    double cos = name.equals("Rx") ? 1 : Math.cos(0.7);
    double sin = name.equals("Rx") ? 0 : Math.sin(0.7);
    double factor = name.equals("SO2") ? 1 : 1.5;
    for (int i = 0; i < moved.length; i += dim) {
      switch (name) {
        case "T" -> {
          for (int j = 0; j < dim; j++) {
            moved[i + j] += 3 + j;
          }
        }
        case "Tx" -> moved[i] += 3;
        case "Ty" -> moved[i + 1] += 3;
        default -> {
          moved[i] = factor * (cos * positions[i] - sin * positions[i + 1]);
          moved[i + 1] = factor * (sin * positions[i] + cos * positions[i + 1]);
        }
      }
    }
    return moved;
  }
}
