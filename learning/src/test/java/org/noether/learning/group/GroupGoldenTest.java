package org.noether.learning.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Evaluation;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;
import org.noether.simulation.io.GoldenCase;
import org.noether.simulation.io.GoldenCases;
import org.noether.simulation.io.SafetensorsFile;

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

  /** The reference takes angles from their cosines, which near pi tells half of the digits. */
  private static final double ARC_COSINE = 1e-15;

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
    double[] drawn = golden.tensors().tensor(angle ? "rec.rand.0" : "rec.randn.0").doubles();
    int clouds = positions.shape().extent(0);
    int points = positions.shape().extent(1);
    leaves.put("stabiliser", GoldenStabiliser.coordinates(group, drawn, clouds * points, samples));
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
    double rounding = space ? (exact ? ARC_COSINE : ARC_COSINE * 0x1p29) : 0;
    double lifted = 0;
    if (space) {
      double[] theirs = golden.tensors().tensor("out.lifted_a").doubles();
      for (double angle : angles(group, theirs, group.lieDim(), 1)) {
        lifted = Math.max(lifted, rounding / Math.pow(Math.PI - angle, 2));
      }
    }
    double[] pairs = values.get(names.indexOf("out.abq"));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      double[] theirs = golden.tensors().tensor(name).doubles();
      double[] mine = values.get(i);
      assertThat(mine).as(name).hasSameSizeAs(theirs);
      boolean logarithm = LOGARITHMS.contains(name);
      int width = ours.get(name).shape().extent(-1);
      double[] angles = new double[mine.length];
      if (logarithm) {
        angles = angles(group, mine, width, width);
      } else if (name.equals("out.distance")) {
        angles = angles(group, pairs, group.pairDim(), 1);
      }
      double[] mineAtPi = new double[mine.length];
      double[] theirsAtPi = new double[mine.length];
      for (int j = 0; j < mine.length; j++) {
        double gap = Math.PI - angles[j];
        if (logarithm && Math.abs(gap) < AT_PI) {
          mineAtPi[j] = mine[j];
          theirsAtPi[j] = theirs[j];
        } else {
          double bound = tolerance * Math.max(1, Math.abs(theirs[j]));
          bound += lifted + (space ? rounding / (gap * gap) : 0);
          assertThat(mine[j]).as(name + "[" + j + "]").isEqualTo(theirs[j], within(bound));
        }
      }
      if (logarithm) {
        compareElements(group, mineAtPi, theirsAtPi, width, tolerance + lifted);
      }
    }
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

  /** Returns by how much each row of coordinates turns, so many times over. */
  private static double[] angles(LieGroup group, double[] a, int width, int times) {
    double[] angles = new double[width == 0 ? 0 : a.length / width * times];
    for (int i = 0; i < angles.length; i++) {
      int row = i / times * width;
      angles[i] =
          switch (group) {
            case SpaceRotations _, SpaceMotions _ ->
                Math.hypot(Math.hypot(a[row], a[row + 1]), a[row + 2]);
            case Rotations _, PlaneMotions _ -> Math.abs(a[row]);
            default -> 0;
          };
    }
    return angles;
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
