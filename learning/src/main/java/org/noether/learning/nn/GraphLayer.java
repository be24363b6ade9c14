package org.noether.learning.nn;

import java.util.List;
import java.util.stream.Stream;
import org.noether.learning.nn.UpdateNet.Part;
import org.noether.learning.tensor.Tensor;

/**
 * A full block of a graph network (Battaglia et al. 2018, figure 4a), with sums as aggregations.
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
  public GraphFeatures apply(Trace trace, Incidence incidence, GraphFeatures x) {
    Tensor newEdges =
        edges.apply(
            trace,
            new Part(x.nodes(), incidence::ofSenders),
            new Part(x.nodes(), incidence::ofReceivers),
            new Part(x.edges()),
            new Part(x.whole(), incidence::wholeOfEdges));
    Tensor received = incidence.received(newEdges);
    Tensor newNodes =
        nodes.apply(
            trace,
            new Part(x.nodes()),
            new Part(received),
            new Part(x.whole(), incidence::wholeOfNodes));
    Tensor newWhole =
        whole.apply(
            trace,
            new Part(x.whole()),
            new Part(incidence.total(received)),
            new Part(incidence.total(newNodes)));
    return new GraphFeatures(newNodes, newEdges, newWhole);
  }
}
