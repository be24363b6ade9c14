package org.noether.learning.train;

import java.util.List;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Subgraph;
import org.noether.learning.tensor.Tensor;

/** Counts the floating-point operations of matrix products and contractions over neighbours. */
public final class MatmulFlops {
  private MatmulFlops() {}

  /** Returns how many operations the outputs take: a multiplication and an addition each. */
  public static double of(List<Tensor> outputs) {
    double flops = 0;
    for (Tensor node : Subgraph.of(outputs).nodes()) {
      flops += 2 * products(node);
    }
    return flops;
  }

  private static double products(Tensor node) {
    List<Tensor> inputs = node.inputs();
    return switch (node.op()) {
      case Op.MatMul _ -> (double) node.shape().size() * inputs.get(0).shape().extent(-1);
      case Op.Contract _ -> contraction(inputs.get(1).shape(), node.shape().extent(2));
      case Op.ContractToSenders _ -> contraction(inputs.get(1).shape(), node.shape().extent(1));
      case Op.ContractToEdges _ -> contraction(node.shape(), inputs.get(1).shape().extent(1));
      default -> 0;
    };
  }

  /** Edges (E, M) times channels. */
  private static double contraction(Shape edges, int channels) {
    return (double) edges.size() * channels;
  }
}
