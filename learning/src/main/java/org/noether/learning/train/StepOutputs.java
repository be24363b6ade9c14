package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.grad.Gradients;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.Trace;
import org.noether.learning.tensor.Tensor;

/**
 * The outputs of a compiled training step: the loss, the buffers afterwards, and the gradient by
 * the parameters.
 */
public final class StepOutputs {
  private final Layer network;
  private final Weights weights;
  private final List<Layout.Slot> updated;
  private final Buffer after;

  /**
   * Creates the outputs of a network's steps.
   *
   * @param held the names of buffers that steps do not update
   */
  public StepOutputs(Layer network, Weights weights, Set<String> held) {
    this.network = network;
    this.weights = weights;
    updated =
        weights.layout().buffers().stream().filter(slot -> !held.contains(slot.name())).toList();
    after = weights.backend().allocate(weights.layout().bufferCount());
  }

  /** Returns the outputs, of which the loss, a scalar, is the first. */
  public List<Tensor> of(Trace trace, Tensor loss) {
    List<Tensor> outputs = new ArrayList<>(List.of(loss));
    Set<String> names = Set.copyOf(updated.stream().map(Layout.Slot::name).toList());
    network.buffers().stream()
        .filter(buffer -> names.contains(buffer.name()))
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
    Layout.store(call, 1, updated, after);
    Layout.store(call, 1 + updated.size(), weights.layout().parameters(), gradients);
    call.run();
    for (Layout.Slot slot : updated) {
      int at = slot.offset();
      weights.backend().copy(after, at, weights.buffers(), at, slot.shape().size());
    }
    return call.get(0)[0];
  }
}
