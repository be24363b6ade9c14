package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * The outputs of a compiled training step: the loss, the buffers afterwards, and the gradient by
 * the parameters.
 */
public final class StepOutputs {
  private final Layer network;
  private final Weights weights;
  private final Buffer after;

  /** Creates the outputs of a network's steps. */
  public StepOutputs(Layer network, Weights weights) {
    this.network = network;
    this.weights = weights;
    after = weights.backend().allocate(weights.layout().bufferCount());
  }

  /** Returns the outputs, of which the loss, a scalar, is the first. */
  public List<Tensor> of(Trace trace, Tensor loss) {
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    List<NamedBuffer> chosen = network.chosen();
    network.buffers().stream()
        .filter(buffer -> !chosen.contains(buffer))
        .forEach(buffer -> outputs.add(trace.buffer(buffer)));
    outputs.addAll(
        Gradients.of(loss, network.parameters().stream().map(trace::parameter).toList()));
    return outputs;
  }

  /**
   * Runs a step, stores its gradient and updates the buffers.
   *
   * @return the loss
   */
  public double run(Call call, Buffer gradients) {
    Layout layout = weights.layout();
    Layout.store(call, 1, layout.buffers(), after);
    Layout.store(call, 1 + layout.buffers().size(), layout.parameters(), gradients);
    call.run();
    weights.backend().copy(after, 0, weights.buffers(), 0, after.size());
    return call.get(0)[0];
  }
}
