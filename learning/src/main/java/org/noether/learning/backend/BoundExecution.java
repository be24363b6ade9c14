package org.noether.learning.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * An execution that checks what it is told to read and write, and keeps it for the runs.
 *
 * @param <B> the backend's buffers
 */
public abstract class BoundExecution<B extends Buffer> implements Execution {
  /** A place in a buffer. */
  public record Place<B extends Buffer>(B buffer, int offset) {}

  private final Backend backend;
  private final Class<B> kind;
  private final Map<String, Tensor> inputs;
  private final List<Tensor> outputs;
  private final Map<Tensor, Place<B>> inputPlaces = new HashMap<>();
  private final Map<Integer, Place<B>> outputPlaces = new HashMap<>();
  private final Map<Tensor, int[]> indices = new HashMap<>();

  /**
   * Creates an execution to which nothing is bound.
   *
   * @param subgraph what is computed
   * @param threads how many threads compute it
   * @param backend what computes it
   * @param kind the class of the backend's buffers
   * @throws IllegalArgumentException if {@code threads} is not positive
   */
  protected BoundExecution(Subgraph subgraph, int threads, Backend backend, Class<B> kind) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive, not " + threads);
    }
    this.backend = backend;
    this.kind = kind;
    inputs = subgraph.inputs();
    outputs = subgraph.outputs();
    for (Tensor node : subgraph.nodes()) {
      if (node.op() instanceof Op.IndexConstant(Ints known)) {
        indices.put(node, known.toArray());
      }
    }
  }

  @Override
  public final void bind(String input, Buffer buffer, int offset) {
    Tensor leaf = leaf(input);
    if (!(leaf.op() instanceof Op.Input)) {
      throw new IllegalArgumentException("input '" + input + "' holds indices");
    }
    inputPlaces.put(leaf, place("input '" + input + "'", leaf, buffer, offset));
  }

  @Override
  public final void bindIndices(String input, int[] numbers) {
    Tensor leaf = leaf(input);
    if (!(leaf.op() instanceof Op.IndexInput(var _, var shape, int bound))) {
      throw new IllegalArgumentException("input '" + input + "' holds no indices");
    }
    if (numbers.length != shape.size()) {
      throw new IllegalArgumentException(
          "input '%s' of shape %s takes %d indices, not %d"
              .formatted(input, shape, shape.size(), numbers.length));
    }
    for (int number : numbers) {
      if (number < 0 || number >= bound) {
        throw new IllegalArgumentException(
            "input '" + input + "': index " + number + " is not below " + bound);
      }
    }
    indices.put(leaf, numbers.clone());
  }

  @Override
  public final void bindOutput(int output, Buffer buffer, int offset) {
    if (output < 0 || output >= outputs.size()) {
      throw new IllegalArgumentException("there is no output " + output);
    }
    outputPlaces.put(output, place("output " + output, outputs.get(output), buffer, offset));
  }

  @Override
  public final void run() {
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      if (!inputPlaces.containsKey(input.getValue()) && !indices.containsKey(input.getValue())) {
        throw new IllegalStateException("input '" + input.getKey() + "' is not bound");
      }
    }
    for (int k = 0; k < outputs.size(); k++) {
      if (!outputPlaces.containsKey(k)) {
        throw new IllegalStateException("output " + k + " is not bound");
      }
    }
    compute();
  }

  /** Computes the outputs, all inputs and outputs being bound. */
  protected abstract void compute();

  /** Returns where a real leaf is bound to. */
  public final Place<B> input(Tensor leaf) {
    return Objects.requireNonNull(inputPlaces.get(leaf));
  }

  /** Returns what the indices of a leaf are. */
  public final int[] indices(Tensor leaf) {
    return Objects.requireNonNull(indices.get(leaf));
  }

  /** Returns where an output goes. */
  public final Place<B> output(int output) {
    return Objects.requireNonNull(outputPlaces.get(output));
  }

  private Place<B> place(String what, Tensor tensor, Buffer buffer, int offset) {
    int size = tensor.shape().size();
    if (offset < 0 || (long) offset + size > buffer.size()) {
      throw new IllegalArgumentException(
          "%s of shape %s takes %d numbers from %d, but its buffer holds %d"
              .formatted(what, tensor.shape(), size, offset, buffer.size()));
    }
    if (!buffer.backend().equals(backend)) {
      throw new IllegalArgumentException(
          "%s takes a buffer of backend '%s', not of '%s'"
              .formatted(what, backend.name(), buffer.backend().name()));
    }
    return new Place<>(kind.cast(buffer), offset);
  }

  private Tensor leaf(String input) {
    Tensor leaf = inputs.get(input);
    if (leaf == null) {
      throw new IllegalArgumentException(
          "there is no input '" + input + "', only " + new TreeSet<>(inputs.keySet()));
    }
    return leaf;
  }
}
