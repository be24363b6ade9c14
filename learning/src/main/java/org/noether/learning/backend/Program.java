package org.noether.learning.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.noether.learning.tensor.DType;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Tensor;

/**
 * The part of a graph that outputs need.
 *
 * @param nodes the nodes, each after its inputs
 * @param outputs what is wanted
 */
public record Program(List<Tensor> nodes, List<Tensor> outputs) {

  /**
   * Returns what the outputs need.
   *
   * @throws IllegalArgumentException if they are of several graphs, or indices
   */
  public static Program of(List<Tensor> outputs) {
    TreeMap<Integer, Tensor> nodes = new TreeMap<>();
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor output : outputs) {
      if (output.graph() != outputs.getFirst().graph() || output.dtype() != DType.REAL) {
        throw new IllegalArgumentException("outputs are real tensors of one graph, not " + output);
      }
      open.push(output);
      while (!open.isEmpty()) {
        Tensor node = open.pop();
        if (nodes.putIfAbsent(node.id(), node) == null) {
          node.inputs().forEach(open::push);
        }
      }
    }
    return new Program(List.copyOf(nodes.values()), List.copyOf(outputs));
  }

  /** Returns the leaves that are bound when the program runs. */
  public List<Tensor> boundLeaves() {
    return nodes.stream()
        .filter(node -> node.op() instanceof Op.Input || node.op() instanceof Op.IndexInput)
        .toList();
  }
}
