package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.group.LieGroup;
import org.noether.learning.group.PlaneMotions;
import org.noether.learning.group.Translations;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Clouds of different sizes in one batch. */
class PackedLieResNetTest {
  private static final int[] SIZES = {6, 1, 4};

  /** Larger than the distances of T(2), a fifth of the length of up to 2.8; SE2 has larger ones. */
  private static final double RADIUS = 0.9;

  /** Sums of some 100 terms of order 1, in another order, in double precision. Measured: 1e-15. */
  private static final double ROUNDING = 2e-14;

  private final Random random = new Random(23);
  private final CloudLayout layout = CloudLayout.of(SIZES);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachCloudGivesWhatItGivesAlone(boolean training) {
    PackedNetwork network = network(new PlaneMotions(.2), 2, false, training);
    Map<String, double[]> leaves = network.leaves(random, layout.points());

    double[] together = run(network.trace(layout, leaves, RADIUS).pooled(), leaves);

    for (int b = 0; b < SIZES.length; b++) {
      Map<String, double[]> alone = rows(leaves, layout.start(b), layout.start(b + 1));
      assertThat(run(network.trace(CloudLayout.of(SIZES[b]), alone, RADIUS).pooled(), alone))
          .containsExactly(Arrays.copyOfRange(together, 3 * b, 3 * b + 3));
    }
  }

  @Test
  void evaluationWithBatchNormKeepsCloudsApartToo() {
    PackedNetwork network = network(new Translations(2), 1, true, false);
    Map<String, double[]> leaves = network.leaves(random, layout.points());
    double[] together = run(network.trace(layout, leaves, RADIUS).pooled(), leaves);
    Map<String, double[]> last = rows(leaves, layout.start(2), layout.start(3));

    assertThat(run(network.trace(CloudLayout.of(SIZES[2]), last, RADIUS).pooled(), last))
        .containsExactly(Arrays.copyOfRange(together, 6, 9));
  }

  @Test
  void trainingWithBatchNormDoesNot() {
    PackedNetwork network = network(new Translations(2), 1, true, true);
    Map<String, double[]> leaves = network.leaves(random, layout.points());
    double[] together = run(network.trace(layout, leaves, RADIUS).pooled(), leaves);
    Map<String, double[]> last = rows(leaves, layout.start(2), layout.start(3));

    assertThat(run(network.trace(CloudLayout.of(SIZES[2]), last, RADIUS).pooled(), last)[0])
        .isNotCloseTo(together[6], within(1e-3));
  }

  @Test
  void theOrderOfPointsDoesNotMatterToPooledOutputs() {
    PackedNetwork network = network(new Translations(2), 1, true, true);
    Map<String, double[]> leaves = network.leaves(random, layout.points());
    double[] before = run(network.trace(layout, leaves, RADIUS).pooled(), leaves);
    List<Integer> order = new ArrayList<>();
    for (int b = 0; b < SIZES.length; b++) {
      List<Integer> cloud =
          new ArrayList<>(IntStream.range(layout.start(b), layout.start(b + 1)).boxed().toList());
      Collections.shuffle(cloud, random);
      order.addAll(cloud);
    }
    Map<String, double[]> shuffled = new HashMap<>(leaves);
    shuffled.put("x", reordered(leaves.get("x"), order));
    shuffled.put("v", reordered(leaves.get("v"), order));

    assertThat(order).isNotEqualTo(IntStream.range(0, layout.points()).boxed().toList());
    assertThat(run(network.trace(layout, shuffled, RADIUS).pooled(), shuffled))
        .containsExactly(before, within(ROUNDING));
  }

  /** Also the running statistics: padding takes no part, whatever numbers it holds. */
  @Test
  void paddedCloudsGiveTheSame() {
    LieGroup group = new Translations(2);
    ConvolutionOptions options = options(100, true);
    LieResNet net = PackedNetwork.net(group, 1, options);
    PackedNetwork network = new PackedNetwork(group, net, true);
    Map<String, double[]> leaves = network.leaves(random, layout.points());
    PackedNetwork.Traced packed = network.trace(layout, leaves, RADIUS);
    int largest = Arrays.stream(SIZES).max().orElseThrow();
    Map<String, double[]> padded = new HashMap<>(leaves);
    padded.put("x", padded(leaves.get("x"), 2, largest));
    padded.put("v", padded(leaves.get("v"), PackedNetwork.INPUTS, largest));

    List<double[]> expected = Evaluation.of(outputs(net, packed.trace(), packed.pooled()), leaves);
    Trace trace = new Trace(new Graph(), true);
    Tensor pooled = pooled(net, group, trace, largest);
    List<double[]> ours = Evaluation.of(outputs(net, trace, pooled), padded);

    assertThat(expected).hasSizeGreaterThan(10);
    for (int k = 0; k < expected.size(); k++) {
      assertThat(ours.get(k)).containsExactly(expected.get(k), within(ROUNDING));
    }
  }

  private static List<Tensor> outputs(LieResNet net, Trace trace, Tensor pooled) {
    List<Tensor> outputs = new ArrayList<>(List.of(pooled));
    net.buffers().stream()
        .filter(buffer -> buffer.name().contains("running"))
        .forEach(buffer -> outputs.add(trace.buffer(buffer)));
    return outputs;
  }

  /** Traces a network on clouds padded to n points, where all pairs that exist are neighbours. */
  private Tensor pooled(LieResNet net, LieGroup group, Trace trace, int n) {
    Graph graph = trace.graph();
    int rows = SIZES.length * n;
    int[] first = IntStream.range(0, rows * n).map(e -> e / n).toArray();
    int[] second = IntStream.range(0, rows * n).map(e -> e / n / n * n + e % n).toArray();
    int[] present = IntStream.range(0, rows).map(row -> row % n < SIZES[row / n] ? 1 : 0).toArray();
    Tensor exist = column(graph, present);
    Tensor mask =
        column(
            graph,
            IntStream.range(0, rows * n)
                .map(e -> present[first[e]] * present[second[e]])
                .toArray());
    var neighbourhood =
        new Neighbourhood(
            LiftedPoints.of(group, graph.input("x", Shape.of(rows, 2)))
                .pairs(graph.indices(first), graph.indices(second)),
            mask,
            Optional.empty(),
            mask.reshape(rows, n).sumKeeping(1),
            graph.indices(IntStream.rangeClosed(0, rows).map(row -> row * n).toArray()),
            graph.indices(first),
            graph.indices(second),
            exist,
            Optional.empty());
    Tensor values = graph.input("v", Shape.of(rows, PackedNetwork.INPUTS));
    return net.pool(
        net.apply(trace, List.of(neighbourhood, neighbourhood), exist, values),
        exist,
        graph.indices(IntStream.range(0, rows).map(row -> row / n).toArray()),
        SIZES.length);
  }

  /** Returns a column of numbers that are 0 or 1. */
  private static Tensor column(Graph graph, int... numbers) {
    Tensor both =
        Tensor.concat(0, graph.constant(0).reshape(1, 1), graph.constant(1).reshape(1, 1));
    return both.gather(graph.indices(numbers));
  }

  private double[] padded(double[] rows, int columns, int n) {
    double[] padded = new double[SIZES.length * n * columns];
    Arrays.fill(padded, 1000);
    for (int b = 0; b < SIZES.length; b++) {
      System.arraycopy(
          rows, layout.start(b) * columns, padded, b * n * columns, SIZES[b] * columns);
    }
    return padded;
  }

  /** Returns the leaves with x, v and h of some points only. */
  private Map<String, double[]> rows(Map<String, double[]> leaves, int start, int end) {
    Map<String, double[]> some = new HashMap<>(leaves);
    for (String name : List.of("x", "v", "h")) {
      double[] all = leaves.get(name);
      int width = all.length / layout.points();
      some.put(name, Arrays.copyOfRange(all, start * width, end * width));
    }
    return some;
  }

  private static double[] reordered(double[] rows, List<Integer> order) {
    int width = rows.length / order.size();
    double[] reordered = new double[rows.length];
    for (int i = 0; i < order.size(); i++) {
      System.arraycopy(rows, order.get(i) * width, reordered, i * width, width);
    }
    return reordered;
  }

  private static PackedNetwork network(LieGroup group, int samples, boolean bn, boolean training) {
    return new PackedNetwork(group, PackedNetwork.net(group, samples, options(100, bn)), training);
  }

  private static ConvolutionOptions options(int nbhd, boolean bn) {
    return new ConvolutionOptions(nbhd, false, true, bn, Activation.SWISH, 0.5, 1);
  }

  private static double[] run(Tensor output, Map<String, double[]> leaves) {
    return Evaluation.of(List.of(output), leaves).getFirst();
  }
}
