package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** Graph layers one after the other, on complete graphs of which only the nodes are described. */
public record GraphNetwork(List<GraphLayer> layers) implements Layer {

  /**
   * Returns a network whose layers are called {@code gnlayers.0.layer} and so on.
   *
   * @param inputs the channels of the nodes that come in
   * @param k the channels of nodes, edges and whole after each layer
   */
  public static GraphNetwork of(int inputs, int k, int count) {
    List<GraphLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String prefix = "gnlayers." + i + ".layer";
      layers.add(
          i == 0 ? GraphLayer.of(prefix, inputs, 1, 1, k) : GraphLayer.of(prefix, k, k, k, k));
    }
    return new GraphNetwork(List.copyOf(layers));
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** Returns the features after all layers, of nodes (B, n, inputs); others are 1 at first. */
  public GraphFeatures apply(Trace trace, Tensor nodes) {
    Graph graph = trace.graph();
    Tensor edges = graph.full(Shape.of(1, 1, 1, 1), 1);
    GraphFeatures x = new GraphFeatures(nodes, edges, graph.full(Shape.of(1, 1, 1), 1));
    for (GraphLayer layer : layers) {
      x = layer.apply(trace, x);
    }
    return x;
  }
}
