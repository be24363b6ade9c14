package org.noether.learning.backend;

import java.util.Arrays;
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
 * An execution that validates and stores the bindings of inputs and outputs.
 *
 * @param <B> the type of the backend's buffers
 */
public abstract class BoundExecution<B extends Buffer> implements Execution {
  /** A buffer and the offset at which a tensor starts. */
  public record Binding<B extends Buffer>(B buffer, int offset) {}

  private final Backend backend;
  private final Class<B> kind;
  private final Map<String, Tensor> inputs;
  private final List<Tensor> outputs;
  private final Map<Tensor, Binding<B>> inputBindings = new HashMap<>();
  private final Map<Integer, Binding<B>> outputBindings = new HashMap<>();
  private final Map<Tensor, int[]> indices = new HashMap<>();

  /**
   * Creates an execution without bindings.
   *
   * @param subgraph the graph that is computed
   * @param threads the number of threads that compute it
   * @param backend the backend that computes it
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
    inputBindings.put(leaf, binding("input '" + input + "'", leaf, buffer, offset));
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
    int signs = 0; // without a branch, so that the JIT compiler makes vectors of the loop
    for (int number : numbers) {
      signs |= number | (bound - 1 - number);
    }
    if (signs < 0) {
      int wrong = Arrays.stream(numbers).filter(n -> n < 0 || n >= bound).findFirst().getAsInt();
      throw new IllegalArgumentException(
          "input '" + input + "': index " + wrong + " is not below " + bound);
    }
    int[] held = indices.computeIfAbsent(leaf, _ -> new int[numbers.length]);
    System.arraycopy(numbers, 0, held, 0, numbers.length);
  }

  @Override
  public final void bindOutput(int output, Buffer buffer, int offset) {
    if (output < 0 || output >= outputs.size()) {
      throw new IllegalArgumentException("there is no output " + output);
    }
    outputBindings.put(output, binding("output " + output, outputs.get(output), buffer, offset));
  }

  @Override
  public final void run() {
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      if (!inputBindings.containsKey(input.getValue()) && !indices.containsKey(input.getValue())) {
        throw new IllegalStateException("input '" + input.getKey() + "' is not bound");
      }
    }
    for (int k = 0; k < outputs.size(); k++) {
      if (!outputBindings.containsKey(k)) {
        throw new IllegalStateException("output " + k + " is not bound");
      }
    }
    compute();
  }

  /** Computes the outputs; all inputs and outputs are bound. */
  protected abstract void compute();

  /** Returns the binding of a real leaf. */
  public final Binding<B> input(Tensor leaf) {
    return Objects.requireNonNull(inputBindings.get(leaf));
  }

  /** Returns the indices bound to a leaf. */
  public final int[] indices(Tensor leaf) {
    return Objects.requireNonNull(indices.get(leaf));
  }

  /** Returns the binding of an output. */
  public final Binding<B> output(int output) {
    return Objects.requireNonNull(outputBindings.get(output));
  }

  private Binding<B> binding(String what, Tensor tensor, Buffer buffer, int offset) {
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
    return new Binding<>(kind.cast(buffer), offset);
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
