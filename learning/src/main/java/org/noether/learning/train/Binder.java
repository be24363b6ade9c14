package org.noether.learning.train;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Execution;
import org.noether.learning.backend.Program;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * Binds the inputs that a program has, and no others: a rollout does not read all that there is,
 * such as a potential's last bias.
 *
 * @param execution what is bound
 * @param inputs the names of the program's inputs
 */
public record Binder(Execution execution, Set<String> inputs) {

  /** Returns the names of the inputs that the outputs are computed from. */
  public static Set<String> inputs(List<Tensor> outputs) {
    return Program.of(outputs).boundLeaves().stream()
        .map(Tensor::op)
        .filter(Op.Input.class::isInstance)
        .map(op -> ((Op.Input) op).name())
        .collect(Collectors.toUnmodifiableSet());
  }

  public void bind(String input, Buffer buffer, int offset) {
    if (inputs.contains(input)) {
      execution.bind(input, buffer, offset);
    }
  }

  public void bind(Weights weights) {
    for (Layout.Slot slot : weights.layout().parameters()) {
      bind(slot.name(), weights.parameters(), slot.offset());
    }
    for (Layout.Slot slot : weights.layout().buffers()) {
      bind(slot.name(), weights.buffers(), slot.offset());
    }
  }
}
