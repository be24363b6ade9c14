package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

/** What must hold in every group, without the reference. */
class GroupAxiomsTest {
  private static final int ROWS = 60;

  /** Some 50 operations on numbers of order 1, each rounded to 1.1e-16 of its value. */
  private static final double ROUNDING = 1e-14;

  /** Squaring eight times doubles the error of the matrix exponential each time. */
  private static final double SQUARING = 1e-12;

  /** Closed forms of derivatives cancel more than those of values do, by a factor of 100. */
  private static final double SLOPE = 1e-12;

  static List<MatrixGroup> groups() {
    return List.of(
        new Translations(3),
        new Translations.AlongAxis(1),
        new Rotations(.2),
        new RotationsAndScalings(.2),
        new Scalings(.2),
        new Squeezes(.2),
        new SqueezesAndScalings(.2),
        new PlaneMotions(.2),
        new SpaceRotations(.2),
        new SpaceMotions(.2),
        new Subgroup(new SpaceMotions(.2), List.of(0, 3)));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void exponentialsAreThoseOfMatrices(MatrixGroup group) {
    double[] a = algebra(group, 3.1);
    Graph graph = new Graph();
    Tensor leaf = graph.input("a", Shape.of(ROWS, group.lieDim()));
    List<double[]> ours =
        Evaluation.of(List.of(group.exp(leaf), group.matrix(leaf)), Map.of("a", a));

    int size = group.generators().getFirst().length;
    for (int row = 0; row < ROWS; row++) {
      double[][] expected = MatrixExponential.of(square(ours.get(1), row, size));
      double[] flat = Arrays.stream(expected).flatMapToDouble(DoubleStream::of).toArray();
      double scale = 1 + DoubleStream.of(flat).map(Math::abs).max().orElseThrow();
      assertThat(Arrays.copyOfRange(ours.get(0), row * size * size, (row + 1) * size * size))
          .containsExactly(flat, within(SQUARING * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void logarithmsInvertExponentials(MatrixGroup group) {
    for (double angle : new double[] {1e-300, 1e-9, 1e-3, 0.5, 2, 3.1, Math.PI - 1e-7}) {
      double[] a = algebra(group, angle);
      Graph graph = new Graph();
      Tensor leaf = graph.input("a", Shape.of(ROWS, group.lieDim()));
      Tensor u = group.exp(leaf);
      Tensor log = group.log(u);
      List<double[]> ours = Evaluation.of(List.of(log, u, group.exp(log)), Map.of("a", a));

      // The logarithm's condition number near pi, where translations count pi - angle, is at most
      // 4.
      double scale = 1 + DoubleStream.of(a).map(Math::abs).max().orElseThrow();
      assertThat(ours.get(0)).containsExactly(a, within(4 * ROUNDING * Math.min(scale, 8)));
      assertThat(ours.get(2)).containsExactly(ours.get(1), within(20 * ROUNDING * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void elementsFormAGroup(MatrixGroup group) {
    Graph graph = new Graph();
    Shape shape = Shape.of(ROWS, group.lieDim());
    Tensor u = group.exp(graph.input("a", shape));
    Tensor v = group.exp(graph.input("b", shape));
    Tensor one = Matrices.product(group.inverse(u), u);
    Tensor product = Matrices.product(u, v);
    Tensor closed = group.exp(group.log(product));
    Tensor relative = group.relative(u, v);
    List<double[]> ours =
        Evaluation.of(
            List.of(
                one,
                Matrices.identity(graph.input("a", shape), u.shape().extent(-1)),
                product,
                closed,
                relative,
                Matrices.product(group.inverse(v), u)),
            Map.of("a", algebra(group, 1.2), "b", algebra(group, 0.9)));

    double scale = 1 + DoubleStream.of(ours.get(2)).map(Math::abs).max().orElseThrow();
    double tolerance = 20 * ROUNDING * scale * scale;
    assertThat(ours.get(0)).containsExactly(ours.get(1), within(tolerance));
    assertThat(ours.get(3)).containsExactly(ours.get(2), within(tolerance));
    assertThat(ours.get(5)).containsExactly(ours.get(4), within(tolerance));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void bracketsAreCommutatorsAndBchImprovesWithOrder(MatrixGroup group) {
    Graph graph = new Graph();
    Shape shape = Shape.of(ROWS, group.lieDim());
    Tensor a = graph.input("a", shape);
    Tensor b = graph.input("b", shape);
    Tensor ab = Matrices.product(group.matrix(a), group.matrix(b));
    Tensor ba = Matrices.product(group.matrix(b), group.matrix(a));
    Tensor exact = group.log(Matrices.product(group.exp(a), group.exp(b)));
    Tensor bracket = group.bracket(a, b);
    double size = 0.05;
    double[] first = scaled(algebra(group, 1), size);
    double[] second = scaled(algebra(group, 0.7), size);
    List<double[]> ours =
        Evaluation.of(
            List.of(
                group.components(ab.sub(ba)),
                bracket,
                exact,
                group.bch(a, b, 1),
                group.bch(a, b, 2),
                group.bch(a, b, 3),
                group.bch(a, b, 4)),
            Map.of("a", first, "b", second));

    assertThat(ours.get(1)).containsExactly(ours.get(0), within(ROUNDING));
    double norm =
        2
            * DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second))
                .map(Math::abs)
                .max()
                .orElseThrow();
    for (int order = 1; order <= 4; order++) {
      double[] bch = ours.get(2 + order);
      double error = 0;
      for (int i = 0; i < bch.length; i++) {
        error = Math.max(error, Math.abs(bch[i] - ours.get(2)[i]));
      }
      assertThat(error).as("order " + order).isLessThan(3 * Math.pow(norm, order + 1) + 1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("groups")
  void gradientsAreFiniteAtTheIdentityAndNearPi(MatrixGroup group) {
    for (double angle : new double[] {0, 1e-160, 1e-30, 1e-8, 1, Math.PI - 1e-9, Math.PI}) {
      Graph graph = new Graph();
      Tensor a = graph.input("a", Shape.of(ROWS, group.lieDim()));
      Tensor log = group.log(group.exp(a));
      Tensor weights = graph.input("w", log.shape());
      Tensor slope = Gradients.of(log.mul(weights).sum(), List.of(a)).getFirst();
      Tensor curvature = Gradients.of(slope.square().sum(), List.of(a)).getFirst();
      double[] w = new Random(3).doubles(log.shape().size(), -1, 1).toArray();
      Map<String, double[]> leaves = Map.of("a", algebra(group, angle), "w", w);
      List<double[]> ours = Evaluation.of(List.of(slope, curvature), leaves);

      // log(exp(a)) = a: its slope is that of w a, and it has no curvature.
      if (angle < Math.PI) {
        assertThat(ours.get(0)).containsExactly(w, within(SLOPE));
      }
      for (Backend backend : Backends.available()) {
        for (double[] values : Evaluation.of(backend, List.of(slope, curvature), leaves)) {
          assertThat(DoubleStream.of(values)).as(backend.name()).allMatch(Double::isFinite);
        }
      }
    }
  }

  @Test
  void subgroupsOfCommutingGroupsLiftAsThoseWithNames() {
    assertSamePairs(new Subgroup(new Translations(2), List.of(0)), new Translations.AlongAxis(0));
    assertSamePairs(new Subgroup(new RotationsAndScalings(.2), List.of(0)), new Scalings(.2));
    assertSamePairs(new Subgroup(new SqueezesAndScalings(.2), List.of(1)), new Squeezes(.2));
  }

  @Test
  void subgroupsRefuseWhatIsNone() {
    assertThatThrownBy(() -> new Subgroup(new SpaceRotations(.2), List.of(0, 1)))
        .hasMessageContaining("do not form a subgroup");
    assertThatThrownBy(() -> new Subgroup(new Translations(2), List.of(2)))
        .hasMessageContaining("has generators 0 to 1");
    Tensor x = new Graph().input("x", Shape.of(1, 2, 2));
    assertThatThrownBy(() -> new Subgroup(new PlaneMotions(.2), List.of(0)).pairs(x))
        .hasMessageContaining("do not commute");
  }

  private static void assertSamePairs(LieGroup one, LieGroup other) {
    Tensor x = new Graph().input("x", Shape.of(2, 4, 2));
    List<double[]> ours =
        Evaluation.of(
            List.of(one.pairs(x), other.pairs(x)),
            Map.of("x", new Random(8).doubles(16, 0.5, 2).toArray()));
    assertThat(ours.get(0)).containsExactly(ours.get(1), within(ROUNDING));
  }

  /** Returns random coordinates whose rotations turn by the angle. */
  private static double[] algebra(MatrixGroup group, double angle) {
    Random random = new Random(5);
    int dim = group.lieDim();
    int turning =
        switch (group) {
          case SpaceRotations _, SpaceMotions _ -> 3;
          default -> 1;
        };
    boolean grows = group instanceof RotationsAndScalings;
    double[] a = random.doubles((long) ROWS * dim, -1, 1).toArray();
    for (int row = 0; row < ROWS; row++) {
      int start = row * dim + (grows ? 1 : 0);
      double length = 0;
      for (int i = 0; i < turning; i++) {
        length = Math.hypot(length, a[start + i]);
      }
      for (int i = 0; i < turning; i++) {
        a[start + i] *= angle / length;
      }
    }
    return a;
  }

  private static double[] scaled(double[] values, double factor) {
    return DoubleStream.of(values).map(value -> value * factor).toArray();
  }

  private static double[][] square(double[] flat, int row, int size) {
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(flat, (row * size + i) * size, matrix[i], 0, size);
    }
    return matrix;
  }
}
