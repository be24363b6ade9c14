package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.Matrices;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** SL(2), of which only exp and log are known, in a network. */
class SpecialLinearTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 5;

  /** Some 50 operations on numbers up to 10. */
  private static final double ROUNDING = 1e-13;

  /** Sums of some 1000 terms of order 1, of pairs that are off by {@link #ROUNDING}. */
  private static final double NETWORK = 1e-11;

  private final SpecialLinear group = new SpecialLinear();

  /** Boosts, rotations, shears (for which d = 0), and what lies next to where formulas change. */
  @Test
  void exponentialsAreThoseOfMatricesAndLogarithmsInvertThem() {
    double[] a = {
      0, 0, 0, 1.5, 0.4, 0, 0.2, 0, 2.5, 0.3, 0, 0.3, 1e-9, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0.5, 1.2, 0,
      0, 3.1, 0.6, -0.8, 1e-8, 0.4, 0.2, -0.1
    };
    int rows = a.length / 3;
    Tensor leaf = new Graph().input("a", Shape.of(rows, 3));
    Tensor u = group.exp(leaf);
    Tensor log = group.log(u);
    Tensor slope = Gradients.of(log.sum(), List.of(leaf)).getFirst();
    Tensor curvature = Gradients.of(slope.square().sum(), List.of(leaf)).getFirst();
    List<double[]> ours = Evaluation.of(List.of(u, log, slope, curvature), Map.of("a", a));

    for (int row = 0; row < rows; row++) {
      double[] element = Arrays.copyOfRange(ours.getFirst(), 4 * row, 4 * row + 4);
      assertThat(element)
          .containsExactly(
              exponential(a[3 * row], a[3 * row + 1], a[3 * row + 2]), within(ROUNDING));
    }
    // Near a rotation by pi, where sines vanish, the logarithm magnifies rounding by pi / sin.
    assertThat(ours.get(1)).containsExactly(a, within(100 * ROUNDING));
    assertThat(DoubleStream.of(ours.get(2)))
        .allSatisfy(d -> assertThat(d).isCloseTo(1, within(1e-9)));
    assertThat(DoubleStream.of(ours.get(3))).allMatch(Double::isFinite);
  }

  @Test
  void aNetworkIsEquivariantAndHasGradients() {
    Graph graph = new Graph();
    Tensor positions = graph.input("x", Shape.of(CLOUDS, POINTS, 3));
    LieResNet net =
        new LieResNet(
            group,
            1,
            2,
            List.of(8, 8),
            3,
            List.of(new ConvolutionOptions(100, false, true, false, Activation.SWISH, 1, 1)));
    Map<String, double[]> leaves = new HashMap<>();
    Random random = new Random(7);
    for (Parameter parameter : net.parameters()) {
      leaves.put(parameter.name(), random.doubles(parameter.shape().size(), -1, 1).toArray());
    }
    net.buffers().forEach(buffer -> leaves.put(buffer.name(), new double[] {buffer.initial()}));
    leaves.put("x", random.doubles(CLOUDS * POINTS * 3L, -0.5, 0.5).toArray());
    leaves.put("v", random.doubles(CLOUDS * POINTS * 2L, -1, 1).toArray());
    Tensor values = graph.input("v", Shape.of(CLOUDS, POINTS, 2));
    Tensor outputs = net.applyPooled(new Trace(graph, false), positions, values);
    Tensor force = Gradients.of(outputs.sum(), List.of(positions)).getFirst();
    Tensor slope = Gradients.of(force.square().sum(), List.of(positions)).getFirst();
    List<Tensor> results = List.of(outputs, force, slope);
    List<double[]> before = Evaluation.of(results, leaves);
    for (double[] values0 : before) {
      assertThat(DoubleStream.of(values0)).allMatch(Double::isFinite).anyMatch(value -> value != 0);
    }

    leaves.put("g", new double[] {0.3, -0.4, 0.5});
    Tensor g = group.exp(graph.input("g", Shape.of(1, 1, 3)));
    Tensor acted = group.log(Matrices.product(g, group.exp(positions)));
    double[] shifted = leaves.get("x").clone();
    leaves.put("x", Evaluation.of(List.of(acted), leaves).getFirst());
    assertThat(Evaluation.of(List.of(outputs), leaves).getFirst())
        .containsExactly(before.getFirst(), within(NETWORK));

    // Adding coordinates is not the group's action.
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += leaves.get("g")[i % 3];
    }
    leaves.put("x", shifted);
    double[] other = Evaluation.of(List.of(outputs), leaves).getFirst();
    assertThat(Math.abs(other[0] - before.getFirst()[0])).isGreaterThan(1e-4);
  }

  /** Returns exp(A) by its power series for A / 256. */
  private static double[] exponential(double x, double y, double z) {
    RealMatrix small =
        MatrixUtils.createRealMatrix(new double[][] {{x, y + z}, {y - z, -x}})
            .scalarMultiply(1.0 / 256);
    RealMatrix one = MatrixUtils.createRealIdentityMatrix(2);
    RealMatrix sum = one;
    for (int k = 12; k >= 1; k--) {
      sum = one.add(small.multiply(sum).scalarMultiply(1.0 / k));
    }
    for (int k = 0; k < 8; k++) {
      sum = sum.multiply(sum);
    }
    return new double[] {
      sum.getEntry(0, 0), sum.getEntry(0, 1), sum.getEntry(1, 0), sum.getEntry(1, 1)
    };
  }
}
