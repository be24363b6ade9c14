package org.noether.learning.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * What an {@link Execution} was told to read and write, checked.
 *
 * @param <B> the buffers of the backend's precision
 */
public final class Bindings<B extends Buffer> {

  /** A place in a buffer. */
  public record Place<B extends Buffer>(B buffer, int offset) {}

  private final Class<B> precision;
  private final Map<String, Tensor> leaves = new HashMap<>();
  private final Map<String, Place<B>> inputs = new HashMap<>();
  private final Map<String, int[]> indices = new HashMap<>();
  private final List<Tensor> outputs;
  private final List<@Nullable Place<B>> outputPlaces = new ArrayList<>();

  /** Creates empty bindings of a program's leaves and outputs. */
  public Bindings(Program program, Class<B> precision) {
    this.precision = precision;
    this.outputs = program.outputs();
    outputs.forEach(_ -> outputPlaces.add(null));
    for (Tensor leaf : program.boundLeaves()) {
      leaves.put(name(leaf), leaf);
    }
  }

  /** Binds an input, see {@link Execution#bind}. */
  public void bind(String input, Buffer buffer, int offset) {
    Tensor leaf = leaf(input);
    if (!(leaf.op() instanceof Op.Input)) {
      throw new IllegalArgumentException("input '" + input + "' holds indices");
    }
    inputs.put(input, place("input '" + input + "'", leaf, buffer, offset));
  }

  /** Binds an index input, see {@link Execution#bindIndices}. */
  public void bindIndices(String input, int[] numbers) {
    if (!(leaf(input).op() instanceof Op.IndexInput leaf)) {
      throw new IllegalArgumentException("input '" + input + "' holds no indices");
    }
    if (numbers.length != leaf.shape().size()) {
      throw new IllegalArgumentException(
          "input '" + input + "' takes " + leaf.shape().size() + " indices, not " + numbers.length);
    }
    for (int number : numbers) {
      if (number < 0 || number >= leaf.bound()) {
        throw new IllegalArgumentException(
            "input '" + input + "': index " + number + " is not below " + leaf.bound());
      }
    }
    indices.put(input, numbers.clone());
  }

  /** Binds an output, see {@link Execution#bindOutput}. */
  public void bindOutput(int output, Buffer buffer, int offset) {
    if (output < 0 || output >= outputs.size()) {
      throw new IllegalArgumentException("there is no output " + output);
    }
    outputPlaces.set(output, place("output " + output, outputs.get(output), buffer, offset));
  }

  /**
   * Returns where an input is.
   *
   * @throws IllegalStateException if it is not bound
   */
  public Place<B> input(Tensor leaf) {
    return bound(inputs.get(name(leaf)), "input '" + name(leaf) + "'");
  }

  /**
   * Returns the indices of an index input.
   *
   * @throws IllegalStateException if it is not bound
   */
  public int[] indices(Tensor leaf) {
    return bound(indices.get(name(leaf)), "input '" + name(leaf) + "'");
  }

  /**
   * Returns where an output goes.
   *
   * @throws IllegalStateException if it is not bound
   */
  public Place<B> output(int output) {
    return bound(outputPlaces.get(output), "output " + output);
  }

  private static <T> T bound(@Nullable T place, String what) {
    if (place == null) {
      throw new IllegalStateException(what + " is not bound");
    }
    return place;
  }

  private Place<B> place(String what, Tensor tensor, Buffer buffer, int offset) {
    int size = tensor.shape().size();
    if (!precision.isInstance(buffer)) {
      throw new IllegalArgumentException(
          what + " takes a buffer of " + precision.getSimpleName() + ", not " + buffer.getClass());
    }
    if (offset < 0 || (long) offset + size > buffer.size()) {
      throw new IllegalArgumentException(
          what
              + " takes "
              + size
              + " numbers from "
              + offset
              + ", but its buffer holds "
              + buffer.size());
    }
    return new Place<>(precision.cast(buffer), offset);
  }

  private Tensor leaf(String input) {
    Tensor leaf = leaves.get(input);
    if (leaf == null) {
      throw new IllegalArgumentException(
          "there is no input '" + input + "', only " + leaves.keySet().stream().sorted().toList());
    }
    return leaf;
  }

  private static String name(Tensor leaf) {
    return switch (leaf.op()) {
      case Op.Input input -> input.name();
      case Op.IndexInput input -> input.name();
      default -> throw new IllegalArgumentException(leaf + " is not bound when a program runs");
    };
  }
}
