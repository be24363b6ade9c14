package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.grad.Gradients;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.Rotations;
import org.noether.learning.group.Translations;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Neighbours chosen before a network is traced against those chosen in its graph. */
class ChosenNeighboursTest {
  private static final int CLOUDS = 2;
  private static final int POINTS = 5;

  /** Many pairs are farther: T(2) takes a fifth of their distance, from 0 to 2.8. */
  private static final double RADIUS = 0.25;

  /**
   * Sums of some 100 terms in another order, in double precision, by two blocks and their
   * derivatives, relative to the largest number. Measured: 4e-15.
   */
  private static final double ROUNDING = 2e-14;

  record Case(LieGroup group, int samples, int nbhd, boolean knn, boolean bn) {
    ConvolutionOptions options() {
      return new ConvolutionOptions(nbhd, knn, true, bn, Activation.SWISH, 0.5, 1);
    }

    PackedNetwork network() {
      return new PackedNetwork(group, net(), true);
    }

    LieResNet net() {
      return PackedNetwork.net(group, samples, options());
    }
  }

  static Stream<Case> cases() {
    return Stream.of(new Translations(2), new Rotations(.2), new PlaneMotions(.2))
        .flatMap(group -> {
          int samples = group instanceof PlaneMotions ? 2 : 1;
          return Stream.of(
              new Case(group, samples, 100, true, false),
              new Case(group, samples, 3, true, false),
              new Case(group, samples, 100, false, false),
              new Case(group, samples, 3, true, true),
              new Case(group, samples, 100, false, true));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesGradientsAndStatisticsAgree(Case tested) {
    Map<String, double[]> leaves = tested.network().leaves(new Random(5), CLOUDS * POINTS);
    tested.net().convolutions().forEach(c -> leaves.put(c.radius().name(), new double[] {RADIUS}));
    leaves.put(Trace.NOISE, noise(tested, leaves.get("h")));

    List<double[]> inside = Evaluation.of(inside(tested), leaves);
    List<double[]> before = Evaluation.of(before(tested, leaves), leaves);

    assertThat(before).hasSameSizeAs(inside);
    for (int k = 0; k < inside.size(); k++) {
      double scale = DoubleStream.of(inside.get(k)).map(Math::abs).max().orElseThrow();
      assertThat(scale).isFinite();
      assertThat(before.get(k)).containsExactly(inside.get(k), within(ROUNDING * (1 + scale)));
    }
    assertThat(inside.getFirst()).doesNotContain(0);
  }

  private static List<Tensor> inside(Case tested) {
    LieResNet net = tested.net();
    Graph graph = new Graph();
    Trace trace = new Trace(graph, true, net.noisePlanes(POINTS));
    Tensor x = graph.input("x", Shape.of(CLOUDS, POINTS, 2));
    Tensor v = graph.input("v", Shape.of(CLOUDS, POINTS, PackedNetwork.INPUTS));
    Tensor pooled = net.applyPooled(trace, x, v);
    Tensor atPoints = net.apply(new Trace(graph, true, net.noisePlanes(POINTS)), x, v);
    return outputs(net, trace, pooled, atPoints, x);
  }

  private static List<Tensor> before(Case tested, Map<String, double[]> leaves) {
    CloudLayout layout = CloudLayout.of(POINTS, POINTS);
    PackedNetwork.Traced traced = tested.network().trace(layout, leaves, RADIUS);
    Tensor x = traced.graph().input("x", Shape.of(CLOUDS * POINTS, 2));
    return outputs(tested.net(), traced.trace(), traced.pooled(), traced.atPoints(), x);
  }

  /** Returns results, their gradients, and what batch norm keeps. */
  private static List<Tensor> outputs(
      LieResNet net, Trace trace, Tensor pooled, Tensor atPoints, Tensor positions) {
    List<Tensor> leaves = new ArrayList<>(List.of(positions));
    net.parameters().forEach(parameter -> leaves.add(trace.parameter(parameter)));
    List<Tensor> outputs = new ArrayList<>(List.of(pooled, atPoints));
    outputs.addAll(Gradients.of(pooled.square().sum(), leaves));
    net.buffers().stream()
        .filter(buffer -> !buffer.name().endsWith(".r"))
        .forEach(buffer -> outputs.add(trace.buffer(buffer)));
    return outputs;
  }

  /** Returns noise from which the network lifts points with the numbers h. */
  private static double[] noise(Case tested, double[] h) {
    int lifted = POINTS * tested.samples();
    int planes = tested.net().noisePlanes(POINTS);
    int numbers = tested.group().stabiliserDim();
    double[] noise = new double[CLOUDS * planes * lifted * lifted];
    for (int row = 0; row < h.length / Math.max(1, numbers); row++) {
      int start = (row / lifted * planes * lifted + row % lifted) * lifted;
      System.arraycopy(h, row * numbers, noise, start, numbers);
    }
    return noise;
  }
}
