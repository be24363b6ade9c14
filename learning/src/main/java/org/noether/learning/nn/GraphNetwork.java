package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.tensor.Tensor;

/** A sequence of graph layers, on graphs whose nodes have input features. */
public record GraphNetwork(List<GraphLayer> layers) implements Layer {
  /**
   * Creates a network whose layers are named {@code gnlayers.0.layer} and so on.
   *
   * @param inputs the input channels of nodes
   * @param k the number of channels of all features after each layer
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

  /** Returns the features after all layers. */
  public Incidence.Features apply(Trace trace, Incidence incidence, Tensor nodes) {
    Incidence.Features x = incidence.withNodes(nodes);
    for (GraphLayer layer : layers) {
      x = layer.apply(trace, incidence, x);
    }
    return x;
  }
}
