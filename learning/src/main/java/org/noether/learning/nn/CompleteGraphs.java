package org.noether.learning.nn;

import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * B graphs of n nodes each, where each node is joined with all and with itself. Nodes have shape
 * (B, n, channels); edges (B, n, n, channels), where [b, i, j] leads from node j to node i; and
 * wholes (B, 1, channels). Extents of 1 stand for the same features everywhere, so that what edges
 * share is broadcast.
 */
public record CompleteGraphs() implements Incidence {

  @Override
  public Features describe(Tensor nodes) {
    Graph graph = nodes.graph();
    return new Features(
        nodes, graph.full(Shape.of(1, 1, 1, 1), 1), graph.full(Shape.of(1, 1, 1), 1));
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
  public Tensor wholeOfEdges(Tensor whole) {
    return whole.reshape(-1, 1, 1, whole.shape().extent(-1));
  }

  @Override
  public Tensor wholeOfNodes(Tensor whole) {
    return whole;
  }

  @Override
  public Tensor received(Tensor edges) {
    Tensor sums = edges.sumKeeping(2);
    return sums.reshape(edges.shape().extent(0), edges.shape().extent(1), -1);
  }

  @Override
  public Tensor total(Tensor nodes) {
    return nodes.sumKeeping(1);
  }
}
