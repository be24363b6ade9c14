package org.noether.learning.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.noether.learning.backend.Buffer;
import org.noether.learning.backend.Call;
import org.noether.learning.nn.Layer;
import org.noether.learning.nn.NamedBuffer;
import org.noether.learning.nn.Parameter;
import org.noether.learning.tensor.Shape;

/**
 * The positions of a network's parameters in one vector, of the buffers that its programs read and
 * change in another, and of those that are chosen before in a third.
 *
 * @param parameters the parameters' places
 * @param buffers the buffers' places, without the chosen
 * @param chosen the places of {@link Layer#chosen}
 */
public record Layout(List<Slot> parameters, List<Slot> buffers, List<Slot> chosen) {
  /** The place of one tensor. */
  public record Slot(String name, Shape shape, int offset) {
    int end() {
      return Math.addExact(offset, shape.size());
    }
  }

  /** Places the parameters and buffers of a network one after the other. */
  public static Layout of(Layer network) {
    List<Slot> parameters = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      append(parameters, parameter.name(), parameter.shape());
    }
    Set<NamedBuffer> choices = Set.copyOf(network.chosen());
    List<Slot> buffers = new ArrayList<>();
    List<Slot> chosen = new ArrayList<>();
    for (NamedBuffer buffer : network.buffers()) {
      append(choices.contains(buffer) ? chosen : buffers, buffer.name(), buffer.shape());
    }
    return new Layout(List.copyOf(parameters), List.copyOf(buffers), List.copyOf(chosen));
  }

  private static void append(List<Slot> slots, String name, Shape shape) {
    slots.add(new Slot(name, shape, end(slots)));
  }

  private static int end(List<Slot> slots) {
    return slots.isEmpty() ? 0 : slots.getLast().end();
  }

  /** Returns the length of the parameters' vector. */
  public int parameterCount() {
    return end(parameters);
  }

  /** Returns the length of the vector of buffers. */
  public int bufferCount() {
    return end(buffers);
  }

  /** Returns the length of the vector of chosen buffers. */
  public int chosenCount() {
    return end(chosen);
  }

  /** Binds the outputs of a call, from number {@code first} on, to the slots of a vector. */
  public static void store(Call call, int first, List<Slot> slots, Buffer vector) {
    for (int i = 0; i < slots.size(); i++) {
      call.store(first + i, vector, slots.get(i).offset());
    }
  }
}
