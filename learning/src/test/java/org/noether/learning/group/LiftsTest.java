package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
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

class LiftsTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 5;
  private static final int SAMPLES = 3;

  /** Some 20 operations on numbers up to 4, each rounded to 1.1e-16 of its value. */
  private static final double ROUNDING = 1e-14;

  /** Pairs are logarithms, which magnify rounding by up to pi / (pi - angle). */
  private static final double LOGARITHM = 1e-11;

  /** As {@link #LOGARITHM}, in single precision. */
  private static final double SINGLE = 1e-3;

  static List<LieGroup> groups() {
    return List.of(
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
        new Trivial(2));
  }

  static List<LieGroup> groupsOfMotions() {
    return List.of(new PlaneMotions(.2), new SpaceRotations(.2), new SpaceMotions(.2));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void elementsCarryTheOriginToPositions(LieGroup group) {
    Graph graph = new Graph();
    Tensor x = positions(graph, group);
    Tensor elements =
        group.stabiliserDim() == 0 ? group.section(x) : group.lift(x, stabiliser(graph, group));
    List<double[]> ours = Evaluation.of(List.of(elements, group.orbits(x)), leaves(group));

    double[] p = leaves(group).get("x");
    int dim = group.repDim();
    int size = elements.shape().extent(-1);
    int each = group.stabiliserDim() == 0 ? 1 : SAMPLES;
    for (int i = 0; i < CLOUDS * POINTS * each; i++) {
      double[] q =
          Arrays.copyOfRange(ours.get(1), i / each * group.qDim(), (i / each + 1) * group.qDim());
      double[] image = new double[dim];
      double[] origin = origin(group, q);
      for (int row = 0; row < dim; row++) {
        for (int column = 0; column < size; column++) {
          image[row] += ours.get(0)[(i * size + row) * size + column] * origin[column];
        }
      }
      double[] expected = Arrays.copyOfRange(p, i / each * dim, (i / each + 1) * dim);
      assertThat(image).containsExactly(expected, within(ROUNDING));
    }
  }

  /** Returns the origin of an orbit, with a 1 after it where matrices move points. */
  private static double[] origin(LieGroup group, double[] q) {
    return switch (group) {
      case Translations(int k) -> {
        double[] origin = new double[k + 1];
        origin[k] = 1;
        yield origin;
      }
      case Translations.AlongAxis(int axis) ->
          axis == 0 ? new double[] {0, q[0], 1} : new double[] {q[0], 0, 1};
      case Rotations _ -> new double[] {q[0], 0};
      case RotationsAndScalings _ -> new double[] {1, 0};
      case Scalings _ -> new double[] {Math.cos(q[0]), Math.sin(q[0])};
      case Squeezes _ -> new double[] {Math.exp(q[0]), Math.exp(q[0])};
      case SqueezesAndScalings _ -> new double[] {1, 1};
      case PlaneMotions _ -> new double[] {0, 0, 1};
      case SpaceRotations _ -> new double[] {q[0], 0, 0};
      case SpaceMotions _ -> new double[] {0, 0, 0, 1};
      default -> q;
    };
  }

  @ParameterizedTest
  @MethodSource("groups")
  void aGroupElementActingOnAllLiftsChangesNoPairAndNoDistance(LieGroup group) {
    Graph graph = new Graph();
    Tensor x = positions(graph, group);
    boolean many = group.stabiliserDim() > 0;
    Tensor lifted = many ? group.lift(x, stabiliser(graph, group)) : group.section(x);
    Tensor orbits = many ? repeated(group.orbits(x)) : group.orbits(x);
    Tensor g = group.exp(graph.input("a", Shape.of(1, 1, group.lieDim())));
    Tensor pairs = Pairs.ofAllLifts(group, lifted, orbits);
    Tensor moved = Pairs.ofAllLifts(group, Matrices.product(g, lifted), orbits);
    List<double[]> ours =
        Evaluation.of(
            List.of(
                pairs,
                many ? group.pairs(x, stabiliser(graph, group)) : group.pairs(x),
                moved,
                group.distance(pairs),
                group.distance(moved)),
            with(leaves(group), "a", new Random(6).doubles(group.lieDim(), -2, 2).toArray()));

    assertThat(ours.get(1)).containsExactly(ours.get(0), within(LOGARITHM));
    assertThat(ours.get(2)).containsExactly(ours.get(0), within(LOGARITHM));
    assertThat(ours.get(4)).containsExactly(ours.get(3), within(LOGARITHM));
  }

  @ParameterizedTest
  @MethodSource("groupsOfMotions")
  void gradientsOfPairsAreFiniteAlsoOfAPointWithItself(LieGroup group) {
    Graph graph = new Graph();
    Tensor x = positions(graph, group);
    Tensor pairs = group.pairs(x, stabiliser(graph, group));
    Tensor slope = Gradients.of(pairs.square().sum(), List.of(x)).getFirst();
    Tensor curvature = Gradients.of(slope.square().sum(), List.of(x)).getFirst();
    List<double[]> ours = Evaluation.of(List.of(slope, curvature), leaves(group));

    ours.forEach(values -> assertThat(DoubleStream.of(values)).allMatch(Double::isFinite));
  }

  @ParameterizedTest
  @MethodSource("groupsOfMotions")
  void gradientsOfPairsAreSlopes(LieGroup group) {
    Graph graph = new Graph();
    Tensor x = positions(graph, group);
    Tensor pairs = group.pairs(x, stabiliser(graph, group));
    Tensor sum = pairs.sin().sum();
    Tensor slope = Gradients.of(sum, List.of(x)).getFirst();
    Map<String, double[]> leaves = leaves(group);
    double[] ours = Evaluation.of(List.of(slope), leaves).getFirst();

    // Central differences: step^2 / 6 of third derivatives, of order 100, and 1e-14 / step.
    double step = 1e-5;
    for (int i = 0; i < 4; i++) {
      double[] up = leaves.get("x").clone();
      double[] down = up.clone();
      up[i] += step;
      down[i] -= step;
      double change =
          Evaluation.of(List.of(sum), with(leaves, "x", up)).getFirst()[0]
              - Evaluation.of(List.of(sum), with(leaves, "x", down)).getFirst()[0];
      assertThat(ours[i]).isEqualTo(change / (2 * step), within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("groupsOfMotions")
  void backendsAgree(LieGroup group) {
    Graph graph = new Graph();
    Tensor x = positions(graph, group);
    Tensor pairs = group.pairs(x, stabiliser(graph, group));
    Tensor slope = Gradients.of(pairs.sin().sum(), List.of(x)).getFirst();
    List<Tensor> outputs = List.of(pairs, slope);
    List<double[]> expected = Evaluation.of(outputs, leaves(group));
    for (Backend backend : Backends.available()) {
      List<double[]> ours = Evaluation.of(backend, outputs, leaves(group));
      for (int k = 0; k < ours.size(); k++) {
        assertThat(ours.get(k)).as(backend.name()).containsExactly(expected.get(k), within(SINGLE));
      }
    }
  }

  /** The axis itself, its opposite, nearly that, and the origin. */
  @Test
  void rotationsLiftWhereTheShortestOneIsHardToFind() {
    double[] hard = {2, 0, 0, -3, 0, 0, -1, 1e-9, -2e-9, -1, 0, 1e-200, 0, 0, 0};
    SpaceRotations group = new SpaceRotations(.2);
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(5, 3));
    Tensor u = group.section(x);
    Tensor slope = Gradients.of(u.sum().add(group.orbits(x).sum()), List.of(x)).getFirst();
    Tensor one = Matrices.product(group.inverse(u), u);
    List<double[]> ours = Evaluation.of(List.of(u, one, slope), Map.of("x", hard));

    for (int i = 0; i < 5; i++) {
      double r = Math.hypot(Math.hypot(hard[3 * i], hard[3 * i + 1]), hard[3 * i + 2]);
      for (int row = 0; row < 3; row++) {
        assertThat(r * ours.get(0)[9 * i + 3 * row]).isEqualTo(hard[3 * i + row], within(ROUNDING));
        for (int column = 0; column < 3; column++) {
          assertThat(ours.get(1)[9 * i + 3 * row + column])
              .isEqualTo(row == column ? 1 : 0, within(ROUNDING));
        }
      }
    }
    assertThat(DoubleStream.of(ours.get(2))).allMatch(Double::isFinite);
  }

  /** Of evenly distributed rotations every entry but those left fixed has mean 0. */
  @ParameterizedTest
  @MethodSource("groupsOfMotions")
  void stabilisersAreDistributedEvenly(LieGroup group) {
    int count = 20_000;
    Graph graph = new Graph();
    Tensor h = group.stabiliser(graph.input("u", Shape.of(count, group.stabiliserDim())));
    double[] uniform = new Random(9).doubles((long) count * group.stabiliserDim()).toArray();
    double[] ours = Evaluation.of(List.of(h), Map.of("u", uniform)).getFirst();

    int size = h.shape().extent(-1);
    double[] mean = new double[size * size];
    double[] square = new double[size * size];
    for (int i = 0; i < ours.length; i++) {
      mean[i % mean.length] += ours[i] / count;
      square[i % mean.length] += ours[i] * ours[i] / count;
    }
    int first = group instanceof SpaceRotations ? 1 : 0;
    int end = group instanceof SpaceRotations ? 3 : size - 1;
    // Entries have variance 1 / (end - first) at most 1/2: five standard deviations of the mean.
    double tolerance = 5 * Math.sqrt(0.5 / count);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        boolean turned = Math.min(row, column) >= first && Math.max(row, column) < end;
        int at = row * size + column;
        assertThat(mean[at]).isEqualTo(turned || row != column ? 0 : 1, within(tolerance));
        assertThat(square[at])
            .isEqualTo(turned ? 1.0 / (end - first) : row == column ? 1 : 0, within(tolerance));
      }
    }
  }

  @Test
  void positionsOfManyLiftsNeedAChoice() {
    Tensor x = new Graph().input("x", Shape.of(1, 2, 2));
    assertThatThrownBy(() -> new PlaneMotions(.2).pairs(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SE2(0.2): positions lift to many elements");
    assertThatThrownBy(() -> new SpaceMotions(.2).pair(x, x))
        .hasMessageContaining("SE3(0.2): positions lift to many elements");
  }

  private static Tensor repeated(Tensor orbits) {
    int width = orbits.shape().extent(2);
    return orbits
        .reshape(CLOUDS, POINTS, 1, width)
        .broadcastTo(Shape.of(CLOUDS, POINTS, SAMPLES, width))
        .reshape(CLOUDS, POINTS * SAMPLES, width);
  }

  private static Tensor positions(Graph graph, LieGroup group) {
    return graph.input("x", Shape.of(CLOUDS, POINTS, group.repDim()));
  }

  private static Tensor stabiliser(Graph graph, LieGroup group) {
    Shape shape = Shape.of(CLOUDS, POINTS, SAMPLES, group.stabiliserDim());
    return group.stabiliser(graph.input("uniform", shape));
  }

  private static Map<String, double[]> leaves(LieGroup group) {
    Random random = new Random(4);
    double smallest = group instanceof Squeezes || group instanceof SqueezesAndScalings ? .1 : -2;
    int count = CLOUDS * POINTS;
    return Map.of(
        "x", random.doubles((long) count * group.repDim(), smallest, 2).toArray(),
        "uniform", random.doubles((long) count * SAMPLES * group.stabiliserDim()).toArray());
  }

  private static Map<String, double[]> with(
      Map<String, double[]> leaves, String name, double[] values) {
    Map<String, double[]> all = new HashMap<>(leaves);
    all.put(name, values);
    return all;
  }
}
