package org.noether.learning.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A graph layer against its definition, edge by edge. */
class GraphLayerTest {
  private static final int GRAPHS = 2;
  private static final int NODES = 3;
  private static final int NODE = 2;
  private static final int EDGE = 1;
  private static final int WHOLE = 3;
  private static final int K = 4;

  /** Some hundred additions of numbers of order 1. */
  private static final double ROUNDING = 1e-13;

  private final GraphLayer layer = GraphLayer.of("l", NODE, EDGE, WHOLE, K);
  private final Map<String, double[]> leaves = new HashMap<>();

  @Test
  void messagesGoFromSenderToReceiverAndAddUp() {
    Random random = new Random(5);
    for (Parameter parameter : layer.parameters()) {
      leaves.put(parameter.name(), numbers(random, parameter.shape().size()));
    }
    leaves.put("v", numbers(random, GRAPHS * NODES * NODE));
    leaves.put("e", numbers(random, GRAPHS * NODES * NODES * EDGE));
    leaves.put("u", numbers(random, GRAPHS * WHOLE));
    Graph graph = new Graph();
    Incidence.Features out =
        layer.apply(
            new Trace(graph, true),
            new CompleteGraphs(),
            new Incidence.Features(
                graph.input("v", Shape.of(GRAPHS, NODES, NODE)),
                graph.input("e", Shape.of(GRAPHS, NODES, NODES, EDGE)),
                graph.input("u", Shape.of(GRAPHS, 1, WHOLE))));
    List<Tensor> outputs = List.of(out.nodes(), out.edges(), out.globals());
    List<double[]> values = Evaluation.of(outputs, leaves);

    for (int b = 0; b < GRAPHS; b++) {
      checkGraph(b, values.get(0), values.get(1), values.get(2));
    }
  }

  private void checkGraph(int b, double[] nodes, double[] edges, double[] wholes) {
    double[] u = row("u", b, WHOLE);
    double[] allEdges = new double[K];
    double[] allNodes = new double[K];
    for (int i = b * NODES; i < (b + 1) * NODES; i++) {
      double[] received = new double[K];
      for (int j = 0; j < NODES; j++) {
        int edge = i * NODES + j;
        double[] message =
            update(
                layer.edges(),
                row("v", b * NODES + j, NODE),
                row("v", i, NODE),
                row("e", edge, EDGE),
                u);
        assertRow(edges, edge, message);
        add(message, received);
      }
      double[] node = update(layer.nodes(), row("v", i, NODE), received, u);
      assertRow(nodes, i, node);
      add(received, allEdges);
      add(node, allNodes);
    }
    assertRow(wholes, b, update(layer.globals(), u, allEdges, allNodes));
  }

  private double[] update(GraphLayer.Update net, double[]... features) {
    double[] x = Arrays.stream(features).flatMapToDouble(Arrays::stream).toArray();
    return swishOfAffine(net.second(), swishOfAffine(net.first(), x));
  }

  private double[] swishOfAffine(Linear linear, double[] x) {
    double[] weight = leaves.get(linear.weight().name());
    double[] y = leaves.get(linear.bias().name()).clone();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += weight[i * x.length + j] * x[j];
      }
      y[i] /= 1 + Math.exp(-y[i]);
    }
    return y;
  }

  private double[] row(String leaf, int index, int width) {
    return Arrays.copyOfRange(leaves.get(leaf), index * width, (index + 1) * width);
  }

  private static void assertRow(double[] all, int index, double[] expected) {
    assertThat(Arrays.copyOfRange(all, index * K, (index + 1) * K))
        .containsExactly(expected, within(ROUNDING));
  }

  private static void add(double[] part, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  private static double[] numbers(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }
}
