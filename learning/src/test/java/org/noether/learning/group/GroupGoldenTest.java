package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.TensorData;
import org.noether.simulation.testing.Draws;

/** Elements, algebra, lifts, pairs and distances of each group against the reference. */
class GroupGoldenTest {
  /** Relative to numbers of order 1: a few operations in double precision. */
  private static final double DOUBLE = 1e-12;

  /**
   * Of groups with rotations that do not commute, which the reference works out by series that are
   * cut at 2.4e-10.
   */
  private static final double SERIES = 1e-9;

  /** As {@link #DOUBLE}, but the reference's numbers are of single precision. */
  private static final double SINGLE = 1e-5;

  /** So near to pi two logarithms are right, and elements are compared instead. */
  private static final double AT_PI = 1e-6;

  /** The formula was tried on a tenth of the inputs. */
  private static final double BCH_SCALE = 0.1;

  /**
   * The reference's matrices of the algebra of SE2 have the translation in the last row and the
   * rotation backwards, so that it finds all brackets zero. Ours are checked by {@code
   * GroupAxiomsTest}.
   */
  private static final List<String> WRONG_FOR_SE2 =
      List.of("components2matrix", "matrix2components", "BCH2", "BCH3", "BCH4");

  /** Coordinates of group elements come first in these. */
  private static final List<String> LOGARITHMS =
      List.of("out.log_exp", "out.log_expnb_expa", "out.abq", "out.elems2pairs", "out.lifted_a");

  @TestFactory
  Stream<DynamicTest> asTheReference() {
    return GoldenCases.tests("group", GroupGoldenTest::check);
  }

  private record Drawn(long seed, int samples, boolean perPoint, boolean exact) {}

  /** The reference's formulas stand for it, in more cases than there are of it. */
  @TestFactory
  Stream<DynamicTest> asTheFormulasOfTheReference(@TempDir Path folder) {
    return Draws.tests(
        60,
        draws -> new Drawn(draws.bits(), draws.between(1, 3), draws.coin(), draws.coin()),
        drawn -> {
          GoldenCase golden =
              new ReferenceMotions(drawn.exact())
                  .golden(folder, drawn.seed(), 5, drawn.samples(), drawn.perPoint());
          assertThat(Groups.create(GoldenGroup.spec(golden.json())))
              .isEqualTo(new SpaceMotions(0.2, drawn.perPoint()));
          check(golden);
        });
  }

  private static void check(GoldenCase golden) {
    SafetensorsFile tensors = golden.tensors();
    LieGroup group = Groups.create(GoldenGroup.spec(golden.json()));
    Graph graph = new Graph();
    Map<String, double[]> leaves = new HashMap<>();
    Map<String, Tensor> ours = new LinkedHashMap<>();
    if (tensors.tensors().containsKey("in.a")) {
      Tensor a = leaf(graph, tensors, leaves, "in.a");
      Tensor b = leaf(graph, tensors, leaves, "in.b");
      addElements(group, a, b, ours);
      if (group instanceof MatrixGroup matrixGroup) {
        addAlgebra(matrixGroup, a, b, ours);
      }
    }
    addLift(golden, group, leaf(graph, tensors, leaves, "in.coords"), leaves, ours);
    ours.keySet().removeIf(name -> !tensors.tensors().containsKey(name));
    if (golden.json().path("group").stringValue().equals("SE2")) {
      WRONG_FOR_SE2.forEach(name -> ours.remove("out." + name));
    }
    assertThat(ours).containsKeys("out.abq", "out.distance");
    compare(golden, group, ours, leaves);
  }

  private static void addElements(LieGroup group, Tensor a, Tensor b, Map<String, Tensor> ours) {
    Tensor u = group.exp(a);
    ours.put("out.exp", u);
    ours.put("out.inv", group.inverse(u));
    ours.put("out.log_exp", group.log(u));
    ours.put("out.log_expnb_expa", group.log(group.relative(u, group.exp(b))));
  }

  private static void addAlgebra(MatrixGroup group, Tensor a, Tensor b, Map<String, Tensor> ours) {
    Tensor matrix = group.matrix(a);
    ours.put("out.components2matrix", matrix);
    ours.put("out.matrix2components", group.components(matrix));
    for (int order = 1; order <= 4; order++) {
      ours.put("out.BCH" + order, group.bch(a.mul(BCH_SCALE), b.mul(BCH_SCALE), order));
    }
  }

  private static void addLift(
      GoldenCase golden,
      LieGroup group,
      Tensor positions,
      Map<String, double[]> leaves,
      Map<String, Tensor> ours) {
    Tensor pairs;
    Tensor elements;
    if (group.stabiliserDim() == 0) {
      elements = group.section(positions);
      pairs = group.pairs(positions);
    } else {
      Tensor stabiliser = stabiliser(golden, group, positions, leaves);
      elements = group.lift(positions, stabiliser);
      pairs = group.pairs(positions, stabiliser);
    }
    ours.put("out.abq", pairs);
    ours.put("out.elems2pairs", pairs.slice(-1, 0, group.lieDim()));
    ours.put("out.distance", group.distance(pairs));
    ours.put("out.lifted_a", group.log(elements));
    if (group.stabiliserDim() == 0) {
      ours.put("out.lifted_q", group.orbits(positions));
    }
    Tensor weights = positions.graph().input("weights", pairs.shape());
    ours.put(
        "grad_in.coords", Gradients.of(pairs.mul(weights).sum(), List.of(positions)).getFirst());
    double[] w =
        golden.tensors().tensors().containsKey("in.w")
            ? golden.tensors().tensor("in.w").doubles()
            : filled(pairs.shape().size());
    leaves.put("weights", offDiagonal(w, pairs.shape()));
  }

  /** Returns the stabiliser's elements that the reference drew. */
  private static Tensor stabiliser(
      GoldenCase golden, LieGroup group, Tensor positions, Map<String, double[]> leaves) {
    int samples = golden.json().path("nsamples").intValue();
    boolean angle = golden.json().path("group").stringValue().equals("SE2");
    TensorData drawn = golden.tensors().tensor(angle ? "rec.rand.0" : "rec.randn.0");
    int clouds = positions.shape().extent(0);
    int points = positions.shape().extent(1);
    leaves.put("stabiliser", GoldenStabiliser.coordinates(group, drawn, points, samples));
    Shape shape = Shape.of(clouds, points, samples, group.lieDim());
    return group.exp(positions.graph().input("stabiliser", shape));
  }

  private static void compare(
      GoldenCase golden, LieGroup group, Map<String, Tensor> ours, Map<String, double[]> leaves) {
    List<String> names = new ArrayList<>(ours.keySet());
    List<double[]> values = Evaluation.of(new ArrayList<>(ours.values()), leaves);
    boolean space = golden.json().path("group").stringValue().matches("S[OE]3");
    boolean exact = golden.name().endsWith("f64");
    double tolerance = !exact ? SINGLE : space ? SERIES : DOUBLE;
    Map<String, double[]> mine = new LinkedHashMap<>();
    names.forEach(name -> mine.put(name, values.get(names.indexOf(name))));
    Map<String, double[]> allowed =
        space ? allowed(golden, group, tolerance, mine, leaves) : Map.of();
    mine.forEach((name, numbers) -> {
      double[] theirs = golden.tensors().tensor(name).doubles();
      assertThat(numbers).as(name).hasSameSizeAs(theirs);
      if (allowed.containsKey(name)) {
        compareWithin(name, numbers, theirs, allowed.get(name), exact);
      } else if (!space && LOGARITHMS.contains(name)) {
        int width = ours.get(name).shape().extent(-1);
        compareLogarithms(name, group, numbers, theirs, width, tolerance);
      } else {
        compareNumbers(name, numbers, theirs, tolerance);
      }
    });
  }

  /** Returns what is allowed of the logarithms in space, and of what is made of them. */
  private static Map<String, double[]> allowed(
      GoldenCase golden,
      LieGroup group,
      double tolerance,
      Map<String, double[]> mine,
      Map<String, double[]> leaves) {
    var rounding = new ReferenceRounding(golden, group, tolerance, mine.get("out.lifted_a"));
    double[] pairs = mine.get("out.abq");
    Map<String, double[]> allowed = new HashMap<>();
    allowed.put("out.lifted_a", rounding.ofLifted());
    allowed.put("out.abq", rounding.ofPairs(pairs, group.pairDim()));
    allowed.put("out.elems2pairs", rounding.ofPairs(mine.get("out.elems2pairs"), group.lieDim()));
    allowed.put("out.distance", rounding.ofDistances(pairs));
    double[] a = leaves.get("in.a");
    if (a != null) {
      allowed.put("out.log_exp", rounding.ofExponentials(mine.get("out.log_exp"), a));
      allowed.put(
          "out.log_expnb_expa",
          rounding.ofProducts(mine.get("out.log_expnb_expa"), a, leaves.get("in.b")));
    }
    return allowed;
  }

  private static void compareWithin(
      String name, double[] mine, double[] theirs, double[] allowed, boolean exact) {
    assertThat(Arrays.stream(allowed)).as(name).allMatch(x -> !exact || Double.isFinite(x));
    for (int j = 0; j < mine.length; j++) {
      if (Double.isFinite(allowed[j])) {
        assertThat(mine[j]).as(name + "[" + j + "]").isEqualTo(theirs[j], within(allowed[j]));
      }
    }
  }

  private static void compareNumbers(
      String name, double[] mine, double[] theirs, double tolerance) {
    for (int j = 0; j < mine.length; j++) {
      double bound = tolerance * Math.max(1, Math.abs(theirs[j]));
      assertThat(mine[j]).as(name + "[" + j + "]").isEqualTo(theirs[j], within(bound));
    }
  }

  /** Compares logarithms in the plane, which begin with the angle if there is one. */
  private static void compareLogarithms(
      String name, LieGroup group, double[] mine, double[] theirs, int width, double tolerance) {
    double[] mineAtPi = new double[mine.length];
    double[] theirsAtPi = new double[mine.length];
    boolean turns = group instanceof Rotations || group instanceof PlaneMotions;
    for (int row = 0; turns && row < mine.length; row += width) {
      if (Math.abs(Math.PI - Math.abs(mine[row])) < AT_PI) {
        System.arraycopy(mine, row, mineAtPi, row, width);
        System.arraycopy(theirs, row, theirsAtPi, row, width);
        System.arraycopy(mine, row, theirs, row, width);
      }
    }
    compareNumbers(name, mine, theirs, tolerance);
    compareElements(group, mineAtPi, theirsAtPi, width, tolerance);
  }

  /** Compares what logarithms are the logarithms of; at an angle of pi, there are two. */
  private static void compareElements(
      LieGroup group, double[] mine, double[] theirs, int width, double tolerance) {
    if (Arrays.stream(mine).allMatch(x -> x == 0)) {
      return;
    }
    Graph graph = new Graph();
    Shape shape = Shape.of(mine.length / width, width);
    List<double[]> elements =
        Evaluation.of(
            Stream.of("mine", "theirs")
                .map(name -> group.exp(graph.input(name, shape).slice(-1, 0, group.lieDim())))
                .toList(),
            Map.of("mine", mine, "theirs", theirs));
    double scale = 1 + Arrays.stream(elements.get(0)).map(Math::abs).max().orElseThrow();
    assertThat(elements.get(0)).containsExactly(elements.get(1), within(10 * tolerance * scale));
  }

  private static Tensor leaf(
      Graph graph, SafetensorsFile tensors, Map<String, double[]> leaves, String name) {
    leaves.put(name, tensors.tensor(name).doubles());
    return graph.input(name, Shape.of(tensors.tensor(name).shape()));
  }

  private static double[] filled(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Returns weights in which pairs of a point with itself count nothing. */
  private static double[] offDiagonal(double[] weights, Shape shape) {
    int n = shape.extent(1);
    int width = shape.extent(3);
    for (int row = 0; row < weights.length / width; row++) {
      if (row / n % n == row % n) {
        Arrays.fill(weights, row * width, (row + 1) * width, 0);
      }
    }
    return weights;
  }
}
