package org.noether.learning.train;

import java.util.List;
import java.util.random.RandomGenerator;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Buffer;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;

/**
 * The numbers of a network, in a backend's precision.
 *
 * @param layout where each lies
 * @param parameters the parameters
 * @param buffers the buffers
 */
public record Weights(Layout layout, Buffer parameters, Buffer buffers) {

  /** Returns weights that are all 0. */
  public static Weights zeros(Layer network, Backend backend) {
    Layout layout = Layout.of(network);
    return new Weights(
        layout, backend.allocate(layout.parameterCount()), backend.allocate(layout.bufferCount()));
  }

  /** Sets the parameters to what the network draws before training, and the buffers likewise. */
  public void initialise(Layer network, long seed) {
    RandomGenerator random = Randomness.ofWeights(seed);
    List<Parameter> known = network.parameters();
    for (int i = 0; i < known.size(); i++) {
      Layout.Slot slot = layout.parameters().get(i);
      for (int at = slot.offset(); at < slot.end(); at++) {
        parameters.set(at, known.get(i).init().next(random));
      }
    }
    List<NamedBuffer> kept = network.buffers();
    for (int i = 0; i < kept.size(); i++) {
      Layout.Slot slot = layout.buffers().get(i);
      buffers.fill(slot.offset(), slot.end(), kept.get(i).initial());
    }
  }
}
