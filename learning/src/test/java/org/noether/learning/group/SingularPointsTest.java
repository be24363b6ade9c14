package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * Where lengths and angles have no derivatives: at the origin, and between points that coincide.
 */
class SingularPointsTest {
  /** Points in general position, one twice, the origin twice, and points on the axes. */
  private static final double[][] POINTS = {
    {0.3, -1.2, 0.7}, {0.3, -1.2, 0.7}, {0, 0, 0}, {-0.0, 0, 0}, {-1, 0, 0}, {0, 2, 0}, {1e-9, 0, 0}
  };

  /** The same, where the logarithm of a coordinate or of a radius is the group's coordinate. */
  private static final double[][] POSITIVE_POINTS = {{0.3, 1.2}, {0.3, 1.2}, {1, 1}, {1e-3, 5}};

  static Stream<LieGroup> groups() {
    return Stream.of(
        new Translations(2),
        new Translations(3),
        new Translations.AlongAxis(0),
        new Translations.AlongAxis(1),
        new Rotations(.2),
        new RotationsAndScalings(.2),
        new Scalings(.2),
        new Squeezes(.2),
        new SqueezesAndScalings(.2),
        new PlaneMotions(.2),
        new SpaceRotations(.2),
        new SpaceMotions(.2),
        new Trivial(3));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void pairsAndDistancesHaveFiniteFirstAndSecondDerivatives(LieGroup group) {
    double[][] points = hasOrigin(group) ? POINTS : POSITIVE_POINTS;
    int dim = group.repDim();
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(1, points.length, dim));
    Tensor pairs;
    double[] uniform =
        new Random(2).doubles((long) points.length * group.stabiliserDim()).toArray();
    if (group.stabiliserDim() == 0) {
      pairs = group.pairs(x);
    } else {
      Shape shape = Shape.of(1, points.length, 1, group.stabiliserDim());
      pairs = group.pairs(x, group.stabiliser(graph.input("uniform", shape)));
    }
    Tensor sum = pairs.sin().sum().add(group.distance(pairs).sin().sum());
    Tensor slope = Gradients.of(sum, List.of(x)).getFirst();
    Tensor curvature = Gradients.of(slope.sin().sum(), List.of(x)).getFirst();
    double[] flat =
        Stream.of(points).flatMapToDouble(point -> DoubleStream.of(point).limit(dim)).toArray();

    for (Backend backend : Backends.available()) {
      List<double[]> values =
          Evaluation.of(
              backend, List.of(pairs, slope, curvature), Map.of("x", flat, "uniform", uniform));
      for (double[] value : values) {
        assertThat(DoubleStream.of(value)).as(backend.name()).allMatch(Double::isFinite);
      }
      assertThat(DoubleStream.of(values.get(1))).anyMatch(derivative -> derivative != 0);
    }
  }

  private static boolean hasOrigin(LieGroup group) {
    return switch (group) {
      case RotationsAndScalings _, Scalings _, Squeezes _, SqueezesAndScalings _ -> false;
      default -> true;
    };
  }

  @Test
  void lengthsHaveDerivativeZeroAtTheOriginAndKeepWhatIsNoNumber() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(4, 2));
    Tensor length = Pairs.norm(x);
    Tensor slope = Gradients.of(length.sum(), List.of(x)).getFirst();
    Map<String, double[]> leaves =
        Map.of("x", new double[] {0, 0, 3, 4, -1e-150, 0, Double.NaN, 1});
    List<double[]> values = Evaluation.of(List.of(length, slope), leaves);

    assertThat(values.get(0)).containsExactly(0, 5, 1e-150, Double.NaN);
    assertThat(values.get(1)).startsWith(0, 0);
    assertThat(values.get(1)[2]).isEqualTo(0.6, within(0x1p-52));
    assertThat(values.get(1)[4]).isEqualTo(-1, within(0x1p-52));
  }

  /** Whatever the signs of the zeros in products of coordinates. */
  @Test
  void anglesToAndFromTheOriginAreZero() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(1, 3, 2));
    double[] points = {-1, -2, 0, 0, -0.0, -0.0};
    double[] pairs =
        Evaluation.of(List.of(new Rotations(.2).pairs(x)), Map.of("x", points)).getFirst();

    for (int pair = 0; pair < 9; pair++) {
      assertThat(pairs[3 * pair]).isZero();
    }
  }
}
