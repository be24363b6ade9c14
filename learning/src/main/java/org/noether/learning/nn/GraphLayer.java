package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.tensor.Tensor;

/**
 * A full block of a graph network (Battaglia et al. 2018, figure 4a) on complete graphs, with sums
 * as aggregations.
 *
 * @param edges from sender, receiver, edge and whole to the edge's new features
 * @param nodes from node, the sum of the edges that lead to it, and whole to the node's
 * @param whole from whole, the sum of all edges and the sum of all nodes to the whole's
 */
public record GraphLayer(UpdateNet edges, UpdateNet nodes, UpdateNet whole) implements Layer {

  /**
   * Returns a layer to k channels whose parts are called {@code prefix.edge_model} and so on.
   *
   * @param nodes the channels of the nodes that come in
   * @param edges the channels of the edges that come in
   * @param whole the channels of the whole that come in
   */
  public static GraphLayer of(String prefix, int nodes, int edges, int whole, int k) {
    return new GraphLayer(
        UpdateNet.of(prefix + ".edge_model.edge_mlp", 2 * nodes + edges + whole, k),
        UpdateNet.of(prefix + ".node_model.node_mlp", nodes + k + whole, k),
        UpdateNet.of(prefix + ".global_model.global_mlp", whole + 2 * k, k));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(edges, nodes, whole).flatMap(part -> part.parameters().stream()).toList();
  }

  /** Returns the features after one round of messages. */
  public GraphFeatures apply(Trace trace, GraphFeatures x) {
    Tensor v = x.nodes();
    int graphs = v.shape().extent(0);
    int n = v.shape().extent(1);
    Tensor senders = v.reshape(graphs, 1, n, -1);
    Tensor receivers = v.reshape(graphs, n, 1, -1);
    Tensor wholes = x.whole().reshape(-1, 1, 1, x.whole().shape().extent(-1));
    Tensor newEdges = edges.apply(trace, senders, receivers, x.edges(), wholes);
    Tensor received = newEdges.sumKeeping(2).reshape(graphs, n, -1);
    Tensor newNodes = nodes.apply(trace, v, received, x.whole());
    Tensor newWhole = whole.apply(trace, x.whole(), received.sumKeeping(1), newNodes.sumKeeping(1));
    return new GraphFeatures(newNodes, newEdges, newWhole);
  }
}
