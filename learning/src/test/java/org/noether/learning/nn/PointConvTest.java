package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.cloud.PairDistances;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;

class PointConvTest {
  private static final CloudLayout LAYOUT = CloudLayout.of(7, 4);
  private static final int DIM = 3;

  /** Differences of positions of order 10 are rounded to 1e-15, in the kernels of 4 neighbours. */
  private static final double ROUNDING = 1e-13;

  private final Random random = new Random(31);
  private final PointConv layer = PointConv.of("conv", DIM, 2, 5, options(4, 1));
  private final Map<String, double[]> leaves = LayerLeaves.of(layer, random);

  PointConvTest() {
    leaves.put("v", random.doubles(LAYOUT.points() * 2L, -1, 1).toArray());
    leaves.put("x", random.doubles((long) LAYOUT.points() * DIM, -1, 1).toArray());
  }

  @Test
  void movingAllPointsChangesNothing() {
    double[] before = convolved(leaves.get("x"), DIM);
    double[] moved = leaves.get("x").clone();
    double[] by = {10, -3, 0.7};
    Arrays.setAll(moved, k -> moved[k] + by[k % DIM]);

    assertThat(convolved(moved, DIM)).containsExactly(before, within(ROUNDING));
  }

  @Test
  void turningThemChangesSomething() {
    double[] x = leaves.get("x");
    double[] turned = x.clone();
    for (int i = 0; i < x.length; i += DIM) {
      turned[i] = -x[i + 1];
      turned[i + 1] = x[i];
    }

    assertThat(convolved(turned, DIM)[0]).isNotCloseTo(convolved(x, DIM)[0], within(1e-6));
  }

  @Test
  void neighboursMayBeChosenByTheFirstCoordinates() {
    double[] line = {0, 9, 1, -9, 2, 9, 3, -9};
    CloudLayout layout = CloudLayout.of(4);
    PointConv plane = PointConv.of("conv", 2, 1, 1, options(2, 1));

    NeighbourLists byFirst = plane.neighbours(PairDistances.euclidean(layout, line, 2, 1));
    NeighbourLists byBoth = plane.neighbours(PairDistances.euclidean(layout, line, 2, 2));

    assertThat(byFirst.senders().toArray()).containsExactly(0, 1, 0, 1, 1, 2, 2, 3);
    assertThat(byBoth.senders().toArray()).containsExactly(0, 2, 1, 3, 0, 2, 1, 3);
  }

  @Test
  void sumsAreWorkedOutFromTheKernelOfDifferences() {
    PointConv one = PointConv.of("conv", 1, 1, 1, options(2, 1));
    Map<String, double[]> all = LayerLeaves.of(one, random);
    all.put("x", new double[] {0, 1, 5});
    all.put("v", new double[] {2, 3, 4});
    NeighbourLists lists =
        one.neighbours(PairDistances.euclidean(CloudLayout.of(3), all.get("x"), 1, 1));
    double[] ours = run(one, lists, all, 1);

    double[] at = Arrays.stream(new double[] {0, 1, -1, 4}).map(d -> kernel(one, all, d)).toArray();
    double bias = all.get("conv.linear.bias")[0];
    assertThat(ours[0]).isCloseTo((2 * at[0] + 3 * at[2] + bias) / 2, within(ROUNDING));
    assertThat(ours[1]).isCloseTo((2 * at[1] + 3 * at[0] + bias) / 2, within(ROUNDING));
    assertThat(ours[2]).isCloseTo((3 * at[3] + 4 * at[0] + bias) / 2, within(ROUNDING));
  }

  @Test
  void refusesToLeaveOutPoints() {
    assertThatThrownBy(() -> PointConv.of("conv", 2, 1, 1, options(2, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a point convolution keeps all points, so ds_frac must be 1, not 0.5");
  }

  @Test
  void refusesPositionsThatAreNotThoseOfThePoints() {
    assertThatThrownBy(() -> PairDistances.euclidean(LAYOUT, new double[9], 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("9 numbers for 11 positions of 1, of which 1 count");
    assertThatThrownBy(() -> PairDistances.euclidean(LAYOUT, new double[22], 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PairDistances(CloudLayout.of(2), new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 distances for 4 pairs of points");
    assertThatThrownBy(() -> new PairDistances(CloudLayout.of(1), new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a distance is not a number");
  }

  /** Returns the kernel at a difference of positions, by its definition. */
  private static double kernel(PointConv layer, Map<String, double[]> leaves, double difference) {
    Graph graph = new Graph();
    double[] features =
        Evaluation.of(
                List.of(
                    layer
                        .convolution()
                        .weightNet()
                        .apply(
                            new Trace(graph, false),
                            graph.full(Shape.of(1, 1), difference),
                            graph.full(Shape.of(1, 1), 1))),
                leaves)
            .getFirst();
    double[] weight = leaves.get("conv.linear.weight");
    double sum = 0;
    for (int k = 0; k < features.length; k++) {
      sum += weight[k] * features[k];
    }
    return sum;
  }

  private double[] convolved(double[] positions, int channels) {
    Map<String, double[]> all = new HashMap<>(leaves);
    all.put("x", positions);
    NeighbourLists lists =
        layer.neighbours(PairDistances.euclidean(LAYOUT, positions, DIM, channels));
    return run(layer, lists, all, DIM);
  }

  private static double[] run(
      PointConv layer, NeighbourLists lists, Map<String, double[]> leaves, int dim) {
    Graph graph = new Graph();
    int points = lists.from().rows().size();
    return Evaluation.of(
            List.of(
                layer.apply(
                    new Trace(graph, false),
                    graph.input("x", Shape.of(points, dim)),
                    lists,
                    graph.input("v", Shape.of(points, leaves.get("v").length / points)))),
            leaves)
        .getFirst();
  }

  private static ConvolutionOptions options(int nbhd, double dsFrac) {
    return new ConvolutionOptions(nbhd, true, true, false, Activation.SWISH, 1, dsFrac);
  }
}
