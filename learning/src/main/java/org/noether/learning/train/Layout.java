package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.tensor.Shape;

/**
 * The positions of a network's parameters in one vector, and of its buffers in another.
 *
 * @param parameters the parameters' places
 * @param parameterCount the length of the parameters' vector
 * @param buffers the buffers' places
 * @param bufferCount the length of the buffers' vector
 */
public record Layout(
    List<Slot> parameters, int parameterCount, List<Slot> buffers, int bufferCount) {
  /** The place of one tensor. */
  public record Slot(String name, Shape shape, int offset) {
    int end() {
      return offset + shape.size();
    }
  }

  /** Places the parameters and buffers of a network one after the other. */
  public static Layout of(Layer network) {
    List<Slot> parameters = new ArrayList<>();
    int end = 0;
    for (Parameter parameter : network.parameters()) {
      parameters.add(new Slot(parameter.name(), parameter.shape(), end));
      end = Math.addExact(end, parameter.shape().size());
    }
    List<Slot> buffers = new ArrayList<>();
    int bufferEnd = 0;
    for (NamedBuffer buffer : network.buffers()) {
      buffers.add(new Slot(buffer.name(), buffer.shape(), bufferEnd));
      bufferEnd = Math.addExact(bufferEnd, buffer.shape().size());
    }
    return new Layout(List.copyOf(parameters), end, List.copyOf(buffers), bufferEnd);
  }

  /** Binds the outputs of a call, from number {@code first} on, to the slots of a vector. */
  public static void store(Call call, int first, List<Slot> slots, Buffer vector) {
    for (int i = 0; i < slots.size(); i++) {
      call.store(first + i, vector, slots.get(i).offset());
    }
  }
}
