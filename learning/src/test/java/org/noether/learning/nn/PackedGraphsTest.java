package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.noether.learning.backend.Backends;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.cloud.LiftedPoints;
import org.noether.learning.cloud.NeighbourLeaves;
import org.noether.learning.cloud.NeighbourLists;
import org.noether.learning.group.Trivial;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Packed graphs of several sizes, with room to spare, against each as a complete graph. */
class PackedGraphsTest {
  private static final int[] SIZES = {3, 1, 4};
  private static final int INPUTS = 2;
  private static final int K = 5;

  /** Room for more nodes and edges than there are. */
  private static final int POINTS = 10;

  private static final int EDGES = 30;

  /** Some hundred additions of numbers of order 1 in each of two layers. */
  private static final double ROUNDING = 1e-12;

  private final GraphNetwork net = GraphNetwork.of(INPUTS, K, 2);
  private final Map<String, double[]> leaves = new HashMap<>();

  @Test
  void giveWhatTheirGraphsGiveAlone() {
    Random random = new Random(6);
    for (Parameter parameter : net.parameters()) {
      leaves.put(parameter.name(), random.doubles(parameter.shape().size(), -1, 1).toArray());
    }
    CloudLayout layout = CloudLayout.of(SIZES);
    double[] nodes = random.doubles(POINTS * INPUTS, -1, 1).toArray();
    List<double[]> packed = packed(layout, nodes);

    for (int b = 0; b < SIZES.length; b++) {
      int start = layout.start(b);
      List<double[]> alone =
          alone(Arrays.copyOfRange(nodes, start * INPUTS, layout.start(b + 1) * INPUTS));
      assertThat(Arrays.copyOfRange(packed.get(0), start * K, layout.start(b + 1) * K))
          .containsExactly(alone.get(0), within(ROUNDING));
      assertThat(Arrays.copyOfRange(packed.get(1), b * K, (b + 1) * K))
          .containsExactly(alone.get(1), within(ROUNDING));
    }
  }

  private List<double[]> packed(CloudLayout layout, double[] nodes) {
    Graph graph = new Graph();
    NeighbourLists lists = NeighbourLists.complete(layout);
    NeighbourLeaves room = new NeighbourLeaves("n", POINTS, EDGES);
    Tensor present = graph.input("present", Shape.of(POINTS, 1));
    LiftedPoints points =
        LiftedPoints.of(new Trivial(INPUTS), graph.input("nodes", Shape.of(POINTS, INPUTS)));
    leaves.put("nodes", nodes);
    leaves.put("present", ones(layout.points(), POINTS));
    leaves.put(room.mask(), ones(lists.senders().size(), EDGES));
    int[] graphOf = Arrays.copyOf(layout.cloudOfRow().toArray(), POINTS);
    PackedGraphs incidence =
        new PackedGraphs(room.on(graph, points, present), graph.indices(graphOf), SIZES.length);
    Incidence.Features out = net.apply(new Trace(graph, true), incidence, points.positions());
    Evaluation.Compiled program =
        Evaluation.compiled(
            Backends.choose("reference").backend(), List.of(out.nodes(), out.globals()));
    room.indices(lists).forEach(program.call()::setIndices);
    return program.run(leaves);
  }

  private List<double[]> alone(double[] nodes) {
    Graph graph = new Graph();
    leaves.put("alone", nodes);
    Tensor v = graph.input("alone", Shape.of(1, nodes.length / INPUTS, INPUTS));
    Incidence.Features out = net.apply(new Trace(graph, true), new CompleteGraphs(), v);
    return Evaluation.of(List.of(out.nodes(), out.globals()), leaves);
  }

  private static double[] ones(int count, int room) {
    return IntStream.range(0, room).mapToDouble(i -> i < count ? 1 : 0).toArray();
  }
}
