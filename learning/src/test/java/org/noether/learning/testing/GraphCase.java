package org.noether.learning.testing;

import java.util.List;
import java.util.Map;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/**
 * Tensors to compute, and the numbers of their leaves.
 *
 * @param name what a failing test calls it
 * @param outputs the tensors, of one graph
 * @param reals the numbers of each real leaf, all of them single-precision numbers
 * @param indices the numbers of each index leaf
 */
public record GraphCase(
    String name, List<Tensor> outputs, Map<String, double[]> reals, Map<String, int[]> indices) {

  /** Returns the first output. */
  public Tensor result() {
    return outputs.getFirst();
  }

  /** Returns the graph of the outputs. */
  public Graph graph() {
    return result().graph();
  }

  /** Returns the case of other outputs that need the same leaves or fewer. */
  public GraphCase with(List<Tensor> otherOutputs) {
    return new GraphCase(name, otherOutputs, reals, indices);
  }

  /** Returns the real nodes that the outputs need, in topological order. */
  public List<Tensor> realNodes() {
    return Subgraph.of(outputs).nodes().stream().filter(node -> !node.isIndex()).toList();
  }

  /** Returns the real leaves that the outputs need. */
  public List<Tensor> realLeaves() {
    return realNodes().stream().filter(node -> node.op() instanceof Op.Input).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
