package org.noether.learning.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.Rotations;
import org.noether.learning.group.RotationsAndScalings;
import org.noether.learning.group.Scalings;
import org.noether.learning.group.SpaceMotions;
import org.noether.learning.group.SpaceRotations;
import org.noether.learning.group.Squeezes;
import org.noether.learning.group.SqueezesAndScalings;
import org.noether.learning.group.Subgroup;
import org.noether.learning.group.Translations;
import org.noether.learning.group.Trivial;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Chosen edges of lifted points against all pairs of dense clouds, in double precision. */
class LiftedPointsTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 4;
  private static final int SAMPLES = 3;

  /** Some 50 operations on numbers of order 1, each rounded to 1.1e-16 of its value. */
  private static final double ROUNDING = 1e-14;

  private final Random random = new Random(17);
  private final Graph graph = new Graph();

  static List<LieGroup> uniqueLifts() {
    return List.of(
        new Translations(2),
        new Translations(3),
        new Translations.AlongAxis(1),
        new Trivial(2),
        new Rotations(.2),
        new RotationsAndScalings(.2),
        new Scalings(.2),
        new Squeezes(.2),
        new SqueezesAndScalings(.2),
        new Subgroup(new Translations(3), List.of(0, 2)));
  }

  static List<LieGroup> manyLifts() {
    return List.of(new PlaneMotions(.2), new SpaceRotations(.2), new SpaceMotions(.2));
  }

  @ParameterizedTest
  @MethodSource("uniqueLifts")
  void edgesOfUniqueLiftsAreThoseOfDenseClouds(LieGroup group) {
    Tensor positions = graph.input("x", Shape.of(CLOUDS * POINTS, group.repDim()));
    Tensor dense = group.pairs(positions.reshape(CLOUDS, POINTS, -1));

    agree(group, LiftedPoints.of(group, positions), dense, POINTS, Map.of("x", positions(group)));
  }

  @ParameterizedTest
  @MethodSource("manyLifts")
  void edgesOfManyLiftsAreThoseOfDenseClouds(LieGroup group) {
    Tensor positions = graph.input("x", Shape.of(CLOUDS * POINTS, group.repDim()));
    int numbers = group.stabiliserDim();
    Tensor uniform = graph.input("h", Shape.of(CLOUDS * POINTS, SAMPLES, numbers));
    Tensor elements = group.stabiliser(uniform);
    int size = elements.shape().extent(-1);
    Tensor dense =
        group.pairs(
            positions.reshape(CLOUDS, POINTS, -1),
            elements.reshape(CLOUDS, POINTS, SAMPLES, size, size));
    LiftedPoints points = LiftedPoints.of(group, positions, elements);
    double[] drawn = random.doubles((long) CLOUDS * POINTS * SAMPLES * numbers).toArray();

    assertThat(points.elements().orElseThrow().shape())
        .isEqualTo(Shape.of(CLOUDS * POINTS * SAMPLES, size, size));
    agree(group, points, dense, POINTS * SAMPLES, Map.of("x", positions(group), "h", drawn));
  }

  @Test
  void eachPointIsLiftedWithTheElementsGivenForIt() {
    LieGroup alike = new SpaceMotions(.2, false);
    Tensor positions = graph.input("x", Shape.of(POINTS, 3));
    Tensor elements = alike.stabiliser(graph.input("h", Shape.of(POINTS, SAMPLES, 3)));
    Map<String, double[]> leaves =
        Map.of(
            "x", random.doubles(POINTS * 3).toArray(),
            "h", random.doubles(POINTS * SAMPLES * 3).toArray());

    List<double[]> both =
        Evaluation.of(
            List.of(
                LiftedPoints.of(alike, positions, elements).elements().orElseThrow(),
                LiftedPoints.of(new SpaceMotions(.2), positions, elements)
                    .elements()
                    .orElseThrow()),
            leaves);

    assertThat(both.get(0)).containsExactly(both.get(1));
  }

  @Test
  void asksWhichElementsPositionsLiftTo() {
    Tensor positions = graph.input("x", Shape.of(POINTS, 2));

    assertThatThrownBy(() -> LiftedPoints.of(new PlaneMotions(.2), positions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positions lift to many elements");
  }

  /** Compares all edges in an order drawn at random. */
  private void agree(
      LieGroup group, LiftedPoints points, Tensor dense, int n, Map<String, double[]> leaves) {
    CloudLayout layout = CloudLayout.of(n, n);
    int[] first = PairDistances.receivers(layout).toArray();
    int[] second = PairDistances.senders(layout).toArray();
    int[] edges = random.ints(0, first.length).distinct().limit(first.length).toArray();
    Tensor i = graph.indices(Arrays.stream(edges).map(e -> first[e]).toArray());
    Tensor j = graph.indices(Arrays.stream(edges).map(e -> second[e]).toArray());
    Tensor all = dense.reshape(-1, group.pairDim());

    List<double[]> values =
        Evaluation.of(
            List.of(
                points.pairs(i, j),
                all.gather(graph.indices(edges)),
                points.distances(i, j),
                group.distance(all).gather(graph.indices(edges))),
            leaves);

    assertThat(values.get(1)).doesNotContain(Double.NaN);
    assertThat(values.get(0)).containsExactly(values.get(1), within(ROUNDING));
    assertThat(values.get(2)).containsExactly(values.get(3), within(ROUNDING));
  }

  /** Returns positions of the quadrant or octant, where all groups have lifts. */
  private double[] positions(LieGroup group) {
    return random.doubles((long) CLOUDS * POINTS * group.repDim(), 0.2, 2).toArray();
  }
}
