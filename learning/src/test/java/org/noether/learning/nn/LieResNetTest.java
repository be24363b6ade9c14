package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.Translations;
import org.noether.learning.nn.Parameter.Init;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

class LieResNetTest {
  private static final ConvolutionOptions PLAIN = options(100, 1, 1);

  private final Random random = new Random(6);

  @Test
  void channelsAndOptionsAreThoseOfEachBlock() {
    LieResNet net =
        new LieResNet(
            new Translations(2),
            1,
            3,
            List.of(4, 8, 20),
            5,
            List.of(options(7, 0.25, 0.5), options(9, 0.75, 1)));

    assertThat(net.convolutions())
        .extracting(LieConv::options)
        .containsExactly(options(7, 0.25, 0.5), options(9, 0.75, 1));
    assertThat(net.parameters())
        .contains(
            new Parameter("net.0.module.weight", Shape.of(4, 3), Init.linear(3)),
            new Parameter("net.1.conv.linear.weight", Shape.of(2, 16), Init.linear(16)),
            new Parameter("net.2.conv.linear.weight", Shape.of(5, 32), Init.linear(32)),
            new Parameter("net.5.module.weight", Shape.of(5, 20), Init.linear(20)));
  }

  @Test
  void refusesWhatDoesNotFit() {
    LieGroup plane = new Translations(2);
    assertRefused(plane, 1, List.of(8, 8), List.of(PLAIN, PLAIN), "2 options for 1 blocks");
    assertRefused(plane, 1, List.of(8), List.of(), "1 numbers of channels; blocks need 2");
    assertRefused(plane, 0, List.of(8, 8), List.of(PLAIN), "liftsamples must be positive, not 0");
    assertRefused(
        plane,
        2,
        List.of(8, 8),
        List.of(PLAIN),
        "liftsamples=2, but positions lift to one element only of T(2)");
    assertRefused(plane, 1, List.of(8, 4), List.of(PLAIN), "not 8 to 4");
    assertRefused(plane, 1, List.of(2, 4), List.of(PLAIN), "not 2 to 4");
  }

  @Test
  void refusesAnotherNumberOfNeighbourhoods() {
    LieResNet net = PackedNetwork.net(new Translations(2), 1, PLAIN);
    Graph graph = new Graph();
    Tensor present = graph.full(Shape.of(1, 1), 1);

    assertThatThrownBy(() ->
            net.apply(new Trace(graph, false), List.of(), present, graph.full(Shape.of(1, 2), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 neighbourhoods for 2 blocks");
  }

  @Test
  void refusesToLeaveOutPointsWithinTheGraph() {
    LieResNet net = PackedNetwork.net(new Translations(2), 1, options(100, 1, 0.5));
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.of(1, 4, 2));

    assertThatThrownBy(() -> net.apply(new Trace(graph, false), x, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("points cannot be left out within a graph");
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> options(0, 1, 1)).hasMessage("nbhd must be positive, not 0");
    assertThatThrownBy(() -> options(1, 1.1, 1)).hasMessage("fill must be from 0 to 1, not 1.1");
    assertThatThrownBy(() -> options(1, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options(1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ds_frac must be above 0 and at most 1, not 0.0");
  }

  /**
   * Means over elements that are there twice are the means over those that are there once. That
   * holds without a bias, for as in the reference it is divided by the number of neighbours too.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void liftingSeveralTimesToOneElementGivesWhatLiftingOnceDoes(int samples) {
    LieGroup group = new PlaneMotions(.2);
    CloudLayout layout = CloudLayout.of(5, 3);
    PackedNetwork once = new PackedNetwork(group, PackedNetwork.net(group, 1, PLAIN), true);
    PackedNetwork often = new PackedNetwork(group, PackedNetwork.net(group, samples, PLAIN), true);
    Map<String, double[]> leaves = once.leaves(random, layout.points());
    leaves.put("net.1.conv.linear.bias", new double[2]);
    leaves.put("net.2.conv.linear.bias", new double[3]);
    Map<String, double[]> repeated = new HashMap<>(leaves);
    double[] h = new double[samples * layout.points()];
    for (int k = 0; k < h.length; k++) {
      h[k] = leaves.get("h")[k / samples];
    }
    repeated.put("h", h);

    double[] expected =
        Evaluation.of(List.of(once.trace(layout, leaves, 1).pooled()), leaves).getFirst();

    // Sums of some 100 terms of order 1, in another order, in double precision.
    assertThat(
            Evaluation.of(List.of(often.trace(layout, repeated, 1).pooled()), repeated).getFirst())
        .containsExactly(expected, within(2e-14));
  }

  @Test
  void blocksThatLeaveOutPointsGiveOutputsAtThoseLeft() {
    LieGroup group = new Translations(2);
    LieResNet net = PackedNetwork.net(group, 1, options(4, 0.5, 0.5));
    PackedNetwork network = new PackedNetwork(group, net, true);
    CloudLayout layout = CloudLayout.of(9, 4);
    Map<String, double[]> leaves = network.leaves(random, layout.points());

    PackedNetwork.Traced traced = network.trace(layout, leaves, 0.2);

    assertThat(traced.atPoints().shape()).as("9 to 4 to 2, 4 to 2 to 1").isEqualTo(Shape.of(3, 3));
    double[] points = Evaluation.of(List.of(traced.atPoints()), leaves).getFirst();
    double[] pooled = Evaluation.of(List.of(traced.pooled()), leaves).getFirst();
    assertThat(pooled[0]).isCloseTo((points[0] + points[3]) / 2, within(1e-15));
    assertThat(pooled[3]).isEqualTo(points[6]);
  }

  /** Radii that follow a small {@code fill} may shrink to nothing for a while. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void emptyBallsGiveFiniteOutputsAndStatistics(boolean bn) {
    ConvolutionOptions options =
        new ConvolutionOptions(9, false, true, bn, Activation.SWISH, 0.01, 1);
    LieResNet net = PackedNetwork.net(new Translations(2), 1, options);
    PackedNetwork network = new PackedNetwork(new Translations(2), net, true);
    CloudLayout layout = CloudLayout.of(2, 1);
    Map<String, double[]> leaves = network.leaves(random, layout.points());
    PackedNetwork.Traced traced = network.trace(layout, leaves, -0.1);
    List<Tensor> outputs = new ArrayList<>(List.of(traced.pooled()));
    net.buffers().stream()
        .filter(buffer -> !buffer.name().endsWith(".r"))
        .forEach(buffer -> outputs.add(traced.trace().buffer(buffer)));

    assertThat(outputs).hasSize(bn ? 27 : 1);
    for (Backend backend : Backends.available()) {
      for (double[] values : Evaluation.of(backend, outputs, leaves)) {
        assertThat(DoubleStream.of(values)).as(backend.name()).allMatch(Double::isFinite);
      }
    }
  }

  @Test
  void blocksAddTheirInputToTheFirstChannels() {
    LieResNet net = new LieResNet(new Translations(2), 1, 2, List.of(4, 6), 6, List.of(PLAIN));
    PackedNetwork network = new PackedNetwork(new Translations(2), net, false);
    Map<String, double[]> leaves = network.leaves(random, 3);
    leaves.put("net.1.net.8.module.weight", new double[6]);
    leaves.put("net.1.net.8.module.bias", new double[6]);
    leaves.put("net.0.module.weight", new double[8]);
    leaves.put("net.0.module.bias", new double[] {1, 2, 3, 4});
    double[] identity = new double[36];
    for (int i = 0; i < 6; i++) {
      identity[7 * i] = 1;
    }
    leaves.put("net.4.module.weight", identity);
    leaves.put("net.4.module.bias", new double[6]);
    PackedNetwork.Traced traced = network.trace(CloudLayout.of(3), leaves, 2);

    double[] pooled = Evaluation.of(List.of(traced.pooled()), leaves).getFirst();

    for (int k = 0; k < 6; k++) {
      double swish = k < 4 ? (k + 1) / (1 + Math.exp(-k - 1)) : 0;
      assertThat(pooled[k]).isCloseTo(swish, within(1e-14));
    }
  }

  private static void assertRefused(
      LieGroup group,
      int samples,
      List<Integer> channels,
      List<ConvolutionOptions> options,
      String message) {
    assertThatThrownBy(() -> new LieResNet(group, samples, 2, channels, 1, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static ConvolutionOptions options(int nbhd, double fill, double dsFrac) {
    return new ConvolutionOptions(nbhd, false, true, false, Activation.SWISH, fill, dsFrac);
  }
}
