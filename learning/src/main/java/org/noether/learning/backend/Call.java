package org.noether.learning.backend;

import java.util.HashMap;
import java.util.Map;
import org.noether.learning.tensor.Shape;

/**
 * A reusable call of a {@link CompiledFunction} with its own memory: set inputs, run, and get
 * outputs, any number of times. Inputs keep their values until they are set again. Inputs that no
 * output depends on are ignored. Not safe for concurrent use.
 */
public final class Call {
  private final CompiledFunction function;
  private final Execution execution;
  private final Map<String, Buffer> inputs = new HashMap<>();
  private final Map<Integer, Binding> outputs = new HashMap<>();

  private record Binding(Buffer buffer, int offset) {}

  Call(CompiledFunction function, Execution execution) {
    this.function = function;
    this.execution = execution;
  }

  /**
   * Sets the elements of an input, in row-major order.
   *
   * @throws IllegalArgumentException if there is no such input, or the number of elements does not
   *     match its shape
   */
  public void set(String input, double... numbers) {
    Shape shape = function.leaf(input).shape();
    if (numbers.length != shape.size()) {
      throw new IllegalArgumentException(
          "input '%s' of shape %s takes %d numbers, not %d"
              .formatted(input, shape, shape.size(), numbers.length));
    }
    if (isRead(input)) {
      Backend backend = function.backend();
      Buffer own = inputs.computeIfAbsent(input, _ -> backend.allocate(numbers.length));
      execution.bind(input, own, 0);
      backend.upload(numbers, own, 0);
    }
  }

  /**
   * Binds an input to a buffer, see {@link Execution#bind}.
   *
   * @throws IllegalArgumentException if there is no such input, or the buffer is too short or
   *     another backend's
   */
  public void set(String input, Buffer buffer, int offset) {
    if (isRead(input)) {
      execution.bind(input, buffer, offset);
    }
  }

  /**
   * Sets an index input; the indices are copied.
   *
   * @throws IllegalArgumentException if there is no such input, the number of indices does not
   *     match its shape, or an index is out of bounds
   */
  public void setIndices(String input, int... indices) {
    if (isRead(input)) {
      execution.bindIndices(input, indices);
    }
  }

  /**
   * Binds an output to a buffer, see {@link Execution#bindOutput}.
   *
   * @throws IllegalArgumentException if there is no such output, or the buffer is too short or
   *     another backend's
   */
  public void store(int output, Buffer buffer, int offset) {
    execution.bindOutput(output, buffer, offset);
    outputs.put(output, new Binding(buffer, offset));
  }

  /**
   * Computes the outputs.
   *
   * @throws IllegalStateException if an input that an output depends on is not set
   */
  public void run() {
    for (int k = 0; k < function.outputs().size(); k++) {
      if (!outputs.containsKey(k)) {
        store(k, function.backend().allocate(function.outputs().get(k).shape().size()), 0);
      }
    }
    execution.run();
  }

  /** Returns the elements of an output, in row-major order, as computed by the latest run. */
  public double[] get(int output) {
    return get(output, function.outputs().get(output).shape().size());
  }

  /** Returns the first {@code count} elements of an output. */
  public double[] get(int output, int count) {
    Binding binding = outputs.get(output);
    if (binding == null) {
      throw new IllegalStateException("outputs are available after the first run");
    }
    return function.backend().download(binding.buffer(), binding.offset(), count);
  }

  private boolean isRead(String input) {
    var _ = function.leaf(input);
    return function.inputShape(input).isPresent();
  }

  /** Returns the function that is called. */
  public CompiledFunction function() {
    return function;
  }

  Execution execution() {
    return execution;
  }
}
