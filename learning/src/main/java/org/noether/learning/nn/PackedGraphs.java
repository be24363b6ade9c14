package org.noether.learning.nn;

import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * A packed batch of B graphs of any sizes: features of nodes have shape (P, channels), those of
 * edges (E, channels), and global features (B, channels).
 *
 * @param edges the edges, whose senders and receivers are among the same P nodes
 * @param graphOf indices of shape (P): the graph of each node
 * @param graphs B
 */
public record PackedGraphs(Neighbourhood edges, Tensor graphOf, int graphs) implements Incidence {
  @Override
  public Features withNodes(Tensor nodes) {
    Tensor one = nodes.graph().constant(1);
    return new Features(
        nodes, one.broadcastTo(Shape.of(1, 1)), one.broadcastTo(Shape.of(graphs, 1)));
  }

  @Override
  public Tensor ofSenders(Tensor nodes) {
    return nodes.gather(edges.senders());
  }

  @Override
  public Tensor ofReceivers(Tensor nodes) {
    return nodes.gather(edges.receivers());
  }

  @Override
  public Tensor globalsOfNodes(Tensor globals) {
    return globals.gather(graphOf);
  }

  @Override
  public Tensor sumOfEdges(Tensor ofEdges) {
    int points = edges.present().shape().extent(0);
    Tensor ones = ofEdges.graph().full(Shape.of(points, 1), 1);
    return edges.contract(ones, ofEdges.mul(edges.mask())).reshape(points, -1);
  }

  @Override
  public Tensor sumOfNodes(Tensor nodes) {
    return nodes.mul(edges.present()).scatterAdd(graphOf, graphs);
  }
}
