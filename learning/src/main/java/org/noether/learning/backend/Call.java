package org.noether.learning.backend;

import java.util.HashMap;
import java.util.Map;
import org.noether.learning.tensor.Shape;

/**
 * One way to call a {@link CompiledFunction}, with memory of its own: set inputs, run, and get
 * outputs, as often as wanted. What is set stays until it is changed. An input of the graph that no
 * output depends on may be set like others; it is ignored. Confined to one thread at a time.
 */
public final class Call {
  private final CompiledFunction function;
  private final Execution execution;
  private final Map<String, Buffer> inputs = new HashMap<>();
  private final Map<Integer, Place> outputs = new HashMap<>();

  private record Place(Buffer buffer, int offset) {}

  Call(CompiledFunction function, Execution execution) {
    this.function = function;
    this.execution = execution;
  }

  /**
   * Sets an input to numbers, row-major.
   *
   * @throws IllegalArgumentException if there is no such input, or its shape takes fewer or more
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
   * Lets an input be read from a buffer, see {@link Execution#bind}.
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
   * Sets an index input; the numbers are copied.
   *
   * @throws IllegalArgumentException if there is no such input, its shape takes fewer or more, or
   *     one is out of bounds
   */
  public void setIndices(String input, int... indices) {
    if (isRead(input)) {
      execution.bindIndices(input, indices);
    }
  }

  /**
   * Lets an output be stored in a buffer, see {@link Execution#bindOutput}.
   *
   * @throws IllegalArgumentException if there is no such output, or the buffer is too short or
   *     another backend's
   */
  public void store(int output, Buffer buffer, int offset) {
    execution.bindOutput(output, buffer, offset);
    outputs.put(output, new Place(buffer, offset));
  }

  /**
   * Computes the outputs.
   *
   * @throws IllegalStateException if an input that outputs depend on was not set
   */
  public void run() {
    for (int k = 0; k < function.outputs().size(); k++) {
      if (!outputs.containsKey(k)) {
        store(k, function.backend().allocate(function.outputs().get(k).shape().size()), 0);
      }
    }
    execution.run();
  }

  /** Returns the numbers of an output, row-major, as the latest run computed them. */
  public double[] get(int output) {
    return get(output, function.outputs().get(output).shape().size());
  }

  /** Returns the first numbers of an output. */
  public double[] get(int output, int count) {
    Place place = outputs.get(output);
    if (place == null) {
      throw new IllegalStateException("nothing was run yet");
    }
    return function.backend().download(place.buffer(), place.offset(), count);
  }

  private boolean isRead(String input) {
    var _ = function.leaf(input);
    return function.inputShape(input).isPresent();
  }

  /** Returns what is called. */
  public CompiledFunction function() {
    return function;
  }

  Execution execution() {
    return execution;
  }
}
