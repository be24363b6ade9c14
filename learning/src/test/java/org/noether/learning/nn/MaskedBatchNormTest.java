package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.grad.Gradients;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Against numbers worked out by hand: of the rows 1, 3, 5, 99 the mask leaves out the last. */
class MaskedBatchNormTest {
  private static final Map<String, double[]> LEAVES =
      Map.of(
          "x", new double[] {1, 3, 5, 99},
          "mask", new double[] {1, 1, 1, 0},
          "bn.weight", new double[] {2},
          "bn.bias", new double[] {10},
          "bn.running_mean", new double[] {7},
          "bn.running_var", new double[] {0.25});

  /** A few operations on numbers of order 100. */
  private static final double ROUNDING = 1e-12;

  private final Graph graph = new Graph();
  private final Normalization.MaskedBatchNorm norm = Normalization.MaskedBatchNorm.of("bn", 1);

  @Test
  void trainingUsesTheBatchsStatistics() {
    Trace trace = new Trace(graph, true);
    double deviation = Math.sqrt(8.0 / 3);

    double[] y = run(apply(trace));

    assertThat(y[0]).isCloseTo(10 - 2 * 2 / deviation, within(ROUNDING));
    assertThat(y[1]).isCloseTo(10, within(ROUNDING));
    assertThat(y[2]).isCloseTo(10 + 2 * 2 / deviation, within(ROUNDING));
    assertThat(trace.couples()).isTrue();
  }

  @Test
  void runningStatisticsFollowByATenth() {
    Trace trace = new Trace(graph, true);
    apply(trace);

    assertThat(run(trace.buffer(norm.runningMean()))[0])
        .isCloseTo(0.9 * 7 + 0.1 * 3, within(ROUNDING));
    assertThat(run(trace.buffer(norm.runningVar()))[0])
        .as("the unbiased variance, 8 / 2")
        .isCloseTo(0.9 * 0.25 + 0.1 * 4, within(ROUNDING));
  }

  @Test
  void evaluationUsesTheRunningStatisticsAndKeepsThem() {
    Trace trace = new Trace(graph, false);

    assertThat(run(apply(trace))).containsExactly(new double[] {-14, -6, 2, -18}, within(ROUNDING));
    assertThat(run(trace.buffer(norm.runningMean()))).containsExactly(7);
    assertThat(trace.couples()).isFalse();
  }

  @Test
  void theVarianceIsClampedNotRaised() {
    Trace trace = new Trace(graph, false);
    Tensor y = apply(trace);

    double[] values =
        Evaluation.of(
                List.of(y),
                Map.of(
                    "x", new double[] {8, 7, 7, 7},
                    "mask", LEAVES.get("mask"),
                    "bn.weight", new double[] {1},
                    "bn.bias", new double[] {0},
                    "bn.running_mean", new double[] {7},
                    "bn.running_var", new double[] {1e-9}))
            .getFirst();

    assertThat(values[0]).isCloseTo(1 / Math.sqrt(1e-5), within(ROUNDING * 1000));
  }

  @Test
  void aSingleRowHasNoVariance() {
    assertThat(running(1, 0, 0, 0)).containsExactly(new double[] {6.4, 0.225}, within(ROUNDING));
  }

  @Test
  void runningStatisticsStayNumbersWithoutRows() {
    assertThat(running(0, 0, 0, 0)).containsExactly(new double[] {6.3, 0.225}, within(ROUNDING));
  }

  /** Rows that stand for 0 to 5 equal ones, against as many rows of their own. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowMayStandForSeveral(boolean training) {
    double[] x = {1.5, -2, 3.25, 0.5, 4, -1};
    double[] counts = {3, 0, 1, 5, 2, 4};
    int[] row =
        IntStream.range(0, 6)
            .flatMap(i -> IntStream.generate(() -> i).limit((int) counts[i]))
            .toArray();
    double[] repeated = Arrays.stream(row).mapToDouble(i -> x[i]).toArray();
    double[] ones = Arrays.stream(row).mapToDouble(_ -> 1).toArray();

    List<double[]> shared = cubes(training, x, counts);
    List<double[]> single = cubes(training, repeated, ones);

    double[] y = new double[ones.length];
    double[] gradient = new double[6];
    for (int k = 0; k < row.length; k++) {
      y[k] = shared.get(0)[row[k]];
      gradient[row[k]] += single.get(1)[k];
    }
    assertThat(y).containsExactly(single.get(0), within(ROUNDING));
    assertThat(shared.get(1)).containsExactly(gradient, within(ROUNDING * 1000));
    for (int k = 2; k < single.size(); k++) {
      assertThat(shared.get(k))
          .as("output %d", k)
          .containsExactly(single.get(k), within(ROUNDING * 1000));
    }
    assertThat(gradient[3]).as("there is a gradient").isNotCloseTo(0, within(1e-3));
  }

  /**
   * Returns the normalised rows; the gradient of the sum of their cubes, of each as often as it
   * counts, by the rows and by the parameters; and the running statistics.
   */
  private List<double[]> cubes(boolean training, double[] x, double[] counts) {
    Graph own = new Graph();
    Trace trace = new Trace(own, training);
    Tensor rows = own.input("x", Shape.of(x.length, 1));
    Tensor mask = own.input("mask", Shape.of(x.length, 1));
    Tensor y = norm.apply(trace, rows, mask);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    outputs.addAll(
        Gradients.of(
            y.square().mul(y).mul(mask).sum(),
            List.of(rows, trace.parameter(norm.weight()), trace.parameter(norm.bias()))));
    outputs.add(trace.buffer(norm.runningMean()));
    outputs.add(trace.buffer(norm.runningVar()));
    Map<String, double[]> leaves = new HashMap<>(LEAVES);
    leaves.put("x", x);
    leaves.put("mask", counts);
    return Evaluation.of(outputs, leaves);
  }

  /** The second derivatives of the sum of the cubes, against differences of the first ones. */
  @Test
  void derivativesOfDerivatives() {
    double[] x = {1.5, -2, 3.25, 0.5, 4, -1};
    double[] counts = {3, 0, 1, 5, 2, 4};
    double[] direction = {0.5, -1, 0.25, 2, 1, -0.75};
    double step = 1e-4;
    double[] forward = x.clone();
    double[] back = x.clone();
    Arrays.setAll(forward, i -> x[i] + step * direction[i]);
    Arrays.setAll(back, i -> x[i] - step * direction[i]);
    double[] after = cubes(true, forward, counts).get(1);
    double[] before = cubes(true, back, counts).get(1);

    Tensor rows = graph.input("x", Shape.of(6, 1));
    Tensor mask = graph.input("mask", Shape.of(6, 1));
    Tensor y = norm.apply(new Trace(graph, true), rows, mask);
    Tensor gradient = Gradients.of(y.square().mul(y).mul(mask).sum(), List.of(rows)).getFirst();
    Tensor slope = gradient.mul(graph.input("direction", Shape.of(6, 1))).sum();
    Map<String, double[]> leaves = new HashMap<>(LEAVES);
    leaves.putAll(Map.of("x", x, "mask", counts, "direction", direction));
    double[] second = Evaluation.of(Gradients.of(slope, List.of(rows)), leaves).getFirst();

    for (int i = 0; i < x.length; i++) {
      assertThat(second[i])
          .as("row %d; the differences' errors are of order step^2", i)
          .isCloseTo((after[i] - before[i]) / (2 * step), within(1e-5));
    }
    assertThat(second[3]).as("there is curvature").isNotCloseTo(0, within(1e-3));
  }

  /** Returns the running mean and variance after a batch of the rows inside a mask. */
  private double[] running(double... mask) {
    Trace trace = new Trace(graph, true);
    apply(trace);
    Map<String, double[]> leaves = new HashMap<>(LEAVES);
    leaves.put("mask", mask);
    return Evaluation.of(
            List.of(trace.buffer(norm.runningMean()), trace.buffer(norm.runningVar())), leaves)
        .stream()
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }

  private Tensor apply(Trace trace) {
    return norm.apply(trace, graph.input("x", Shape.of(4, 1)), graph.input("mask", Shape.of(4, 1)));
  }

  private static double[] run(Tensor output) {
    return Evaluation.of(List.of(output), LEAVES).getFirst();
  }
}
