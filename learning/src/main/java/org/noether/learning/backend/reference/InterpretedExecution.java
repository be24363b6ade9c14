package org.noether.learning.backend.reference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.noether.learning.backend.BoundExecution;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Evaluates the nodes of a subgraph in order and drops each value after its last use. */
final class InterpretedExecution extends BoundExecution<ReferenceBackend.Doubles> {
  private final Subgraph subgraph;
  private final Map<Tensor, Integer> lastUse = new HashMap<>();

  InterpretedExecution(Subgraph subgraph, int threads, ReferenceBackend backend) {
    super(subgraph, threads, backend, ReferenceBackend.Doubles.class);
    this.subgraph = subgraph;
    for (Tensor node : subgraph.nodes()) {
      node.inputs().forEach(input -> lastUse.put(input, node.id()));
    }
    subgraph.outputs().forEach(output -> lastUse.put(output, Integer.MAX_VALUE));
  }

  @Override
  protected void compute() {
    Map<Tensor, double[]> values = new HashMap<>();
    for (Tensor node : subgraph.nodes()) {
      if (!node.isIndex()) {
        values.put(node, evaluate(node, values));
      }
      for (Tensor input : node.inputs()) {
        if (lastUse.getOrDefault(input, 0) == node.id()) {
          values.remove(input);
        }
      }
    }
    List<Tensor> outputs = subgraph.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Binding<ReferenceBackend.Doubles> binding = output(i);
      double[] value = Objects.requireNonNull(values.get(outputs.get(i)));
      System.arraycopy(value, 0, binding.buffer().values(), binding.offset(), value.length);
    }
  }

  private double[] evaluate(Tensor node, Map<Tensor, double[]> values) {
    if (node.op() instanceof Op.Input) {
      Binding<ReferenceBackend.Doubles> binding = input(node);
      int end = binding.offset() + node.shape().size();
      return Arrays.copyOfRange(binding.buffer().values(), binding.offset(), end);
    }
    List<Tensor> inputs = node.inputs();
    double[][] reals = new double[inputs.size()][];
    int[][] indices = new int[inputs.size()][];
    for (int i = 0; i < reals.length; i++) {
      Tensor input = inputs.get(i);
      if (!input.isIndex()) {
        reals[i] = Objects.requireNonNull(values.get(input));
      } else {
        indices[i] = indices(input);
      }
    }
    return Interpreter.evaluate(node, reals, indices);
  }
}
