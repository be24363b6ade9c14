package org.noether.learning.backend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Tensors of a graph as a function of the named inputs of the graph, traced and compiled once.
 * Thread-safe if each thread uses its own {@link Call}.
 */
public final class CompiledFunction {
  private final Backend backend;
  private final List<Tensor> outputs;
  private final Map<String, Tensor> inputs;
  private final Map<String, Tensor> leaves;
  private final Executable executable;

  /**
   * Compiles the computation of the outputs.
   *
   * @throws IllegalArgumentException if the outputs are of several graphs, or indices
   */
  public CompiledFunction(Backend backend, List<Tensor> outputs) {
    this.backend = backend;
    this.outputs = List.copyOf(outputs);
    executable = backend.compile(outputs);
    inputs = Map.copyOf(Subgraph.of(outputs).inputs());
    leaves = outputs.isEmpty() ? inputs : outputs.getFirst().graph().leaves();
  }

  /** Compiles the computation of the outputs for the default backend. */
  public static CompiledFunction of(Tensor... outputs) {
    return new CompiledFunction(Backends.choose().backend(), List.of(outputs));
  }

  /**
   * Returns the elements of the outputs, in row-major order, computed by a new {@link Call}.
   *
   * @param numbers the elements of each input, in row-major order
   * @throws IllegalArgumentException if the graph has no such input, or a number of elements does
   *     not match the shape
   * @throws IllegalStateException if an input that an output depends on is missing
   */
  public List<double[]> call(Map<String, double[]> numbers) {
    Call call = newCall();
    numbers.forEach(call::set);
    call.run();
    return IntStream.range(0, outputs.size()).mapToObj(call::get).toList();
  }

  /** Returns a new call that runs on the calling thread. */
  public Call newCall() {
    return newCall(1, null);
  }

  /**
   * Returns a new call that runs on several threads, see {@link Executable#newExecution(int,
   * Execution)}.
   *
   * @param threads the maximum number of threads that share an operation
   * @param replaced a call that will not run again and whose working memory may be reused
   */
  public Call newCall(int threads, @Nullable Call replaced) {
    return new Call(
        this, executable.newExecution(threads, replaced == null ? null : replaced.execution()));
  }

  /** Returns the backend that computes this. */
  public Backend backend() {
    return backend;
  }

  /** Returns the tensors that are computed. */
  public List<Tensor> outputs() {
    return outputs;
  }

  /** Returns the shape of an input, or empty if no output depends on an input of that name. */
  public Optional<Shape> inputShape(String input) {
    return Optional.ofNullable(inputs.get(input)).map(Tensor::shape);
  }

  /**
   * Returns the graph's input of that name, whether or not outputs depend on it.
   *
   * @throws IllegalArgumentException if there is none
   */
  Tensor leaf(String input) {
    Tensor leaf = leaves.get(input);
    if (leaf == null) {
      throw new IllegalArgumentException(
          "there is no input '" + input + "', only " + new TreeSet<>(leaves.keySet()));
    }
    return leaf;
  }
}
