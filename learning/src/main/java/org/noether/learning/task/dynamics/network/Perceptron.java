package org.noether.learning.task.dynamics.network;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.nn.Activation;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Linear;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/** Linear layers, each but the last followed by swish. */
record Perceptron(List<Linear> layers) implements Layer {

  /** Returns a perceptron with hidden layers of one width, whose parameters are called net.*. */
  static Perceptron of(int inputs, int hiddenLayers, int width, int outputs) {
    List<Linear> layers = new ArrayList<>();
    for (int i = 0; i < hiddenLayers; i++) {
      layers.add(Linear.of("net." + i + ".0", i == 0 ? inputs : width, width));
    }
    layers.add(Linear.of("net." + hiddenLayers, hiddenLayers == 0 ? inputs : width, outputs));
    return new Perceptron(List.copyOf(layers));
  }

  /** Returns the outputs: (B, inputs) to (B, outputs). */
  Tensor apply(Trace trace, Tensor x) {
    Tensor y = x;
    for (Linear layer : layers.subList(0, layers.size() - 1)) {
      y = Activation.SWISH.apply(layer.apply(trace, y));
    }
    return layers.getLast().apply(trace, y);
  }
}
