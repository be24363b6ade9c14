package org.noether.learning.nn;

import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * B complete graphs of n nodes each, with self-loops. Features of nodes have shape (B, n,
 * channels), those of edges (B, n, n, channels), where [b, i, j] is the edge from node j to node i,
 * and global features (B, 1, channels). Axes of extent 1 are broadcast.
 */
public record CompleteGraphs() implements Incidence {
  @Override
  public Features withNodes(Tensor nodes) {
    Tensor one = nodes.graph().constant(1);
    return new Features(
        nodes, one.broadcastTo(Shape.of(1, 1, 1, 1)), one.broadcastTo(Shape.of(1, 1, 1)));
  }

  @Override
  public Tensor ofSenders(Tensor nodes) {
    return nodes.reshape(nodes.shape().extent(0), 1, nodes.shape().extent(1), -1);
  }

  @Override
  public Tensor ofReceivers(Tensor nodes) {
    return nodes.reshape(nodes.shape().extent(0), nodes.shape().extent(1), 1, -1);
  }

  @Override
  public Tensor globalsOfNodes(Tensor globals) {
    return globals;
  }

  @Override
  public Tensor sumOfEdges(Tensor edges) {
    Tensor sums = edges.sumKeeping(2);
    return sums.reshape(edges.shape().extent(0), edges.shape().extent(1), -1);
  }

  @Override
  public Tensor sumOfNodes(Tensor nodes) {
    return nodes.sumKeeping(1);
  }
}
