package org.noether.learning.tensor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of a graph that outputs are computed from.
 *
 * @param nodes the nodes, each after its inputs
 * @param outputs the tensors to compute
 */
public record Subgraph(List<Tensor> nodes, List<Tensor> outputs) {
  /**
   * Returns the part that the outputs need.
   *
   * @throws IllegalArgumentException if the outputs are of several graphs, or indices
   */
  public static Subgraph of(List<Tensor> outputs) {
    TreeMap<Integer, Tensor> nodes = new TreeMap<>();
    Deque<Tensor> open = new ArrayDeque<>();
    for (Tensor output : outputs) {
      if (output.graph() != outputs.getFirst().graph() || output.isIndex()) {
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
    return new Subgraph(List.copyOf(nodes.values()), List.copyOf(outputs));
  }

  /** Returns the leaves that are bound when the outputs are computed, by name. */
  public Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Tensor node : nodes) {
      switch (node.op()) {
        case Op.Input(String name, var _) -> inputs.put(name, node);
        case Op.IndexInput(String name, var _, int _) -> inputs.put(name, node);
        default -> {}
      }
    }
    return inputs;
  }
}
