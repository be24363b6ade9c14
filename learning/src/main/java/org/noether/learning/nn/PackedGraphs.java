package org.noether.learning.nn;

import org.noether.learning.cloud.Neighbourhood;
import org.noether.learning.tensor.Graph;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/**
 * B graphs of any sizes, packed: nodes have shape (P, channels), edges (E, channels) and wholes (B,
 * channels).
 *
 * @param edges the edges, which lead from the points that send to those where sums are given, of
 *     the same P
 * @param graphOf indices of shape (P): the graph of each node
 * @param graphs B
 */
public record PackedGraphs(Neighbourhood edges, Tensor graphOf, int graphs) implements Incidence {

  @Override
  public Features describe(Tensor nodes) {
    Graph graph = nodes.graph();
    return new Features(nodes, graph.full(Shape.of(1, 1), 1), graph.full(Shape.of(graphs, 1), 1));
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
  public Tensor wholeOfEdges(Tensor whole) {
    return ofReceivers(wholeOfNodes(whole));
  }

  @Override
  public Tensor wholeOfNodes(Tensor whole) {
    return whole.gather(graphOf);
  }

  @Override
  public Tensor received(Tensor ofEdges) {
    int points = edges.present().shape().extent(0);
    Tensor ones = ofEdges.graph().full(Shape.of(points, 1), 1);
    return edges.contract(ones, ofEdges.mul(edges.mask())).reshape(points, -1);
  }

  @Override
  public Tensor total(Tensor nodes) {
    return nodes.mul(edges.present()).scatterAdd(graphOf, graphs);
  }
}
