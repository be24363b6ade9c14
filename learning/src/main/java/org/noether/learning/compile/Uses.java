package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Where the values of a subgraph are read, and how far that is from where they are computed. */
final class Uses {
  private final Map<Tensor, List<Tensor>> readers = new HashMap<>();
  private final Map<Tensor, Integer> outputs = new HashMap<>();

  /** How many numbers ops other than elementwise ones give before each node. */
  private final Map<Tensor, Long> before = new HashMap<>();

  private final int cached;

  /**
   * Counts uses.
   *
   * @param cached the amount of numbers that the cache holds
   */
  Uses(Subgraph subgraph, int cached) {
    this.cached = cached;
    long numbers = 0;
    for (Tensor node : subgraph.nodes()) {
      before.put(node, numbers);
      numbers += isStored(node.op()) ? node.shape().size() : 0;
      new HashSet<>(node.inputs())
          .forEach(input -> readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node));
    }
    subgraph.outputs().forEach(output -> outputs.merge(output, 1, Integer::sum));
  }

  private static boolean isStored(Op op) {
    return switch (op) {
      case Op.MatMul _,
          Op.Gather _,
          Op.ScatterAdd _,
          Op.Contract _,
          Op.ContractToSenders _,
          Op.ContractToEdges _ ->
          true;
      default -> false;
    };
  }

  /** Returns the nodes that read a value, each once, in order. */
  List<Tensor> readers(Tensor value) {
    return readers.getOrDefault(value, List.of());
  }

  /** Returns how many nodes read a value, and how often it is an output. */
  int count(Tensor value) {
    return readers(value).size() + outputs.getOrDefault(value, 0);
  }

  /** Returns whether a value that was stored where it is computed has left the cache at a node. */
  boolean isStale(Tensor value, Tensor node) {
    return before.getOrDefault(node, 0L) - before.getOrDefault(value, 0L) > cached;
  }
}
