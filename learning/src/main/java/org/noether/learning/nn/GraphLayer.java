package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.noether.learning.tensor.Tensor;

/**
 * A full block of a graph network (Battaglia et al. 2018, figure 4a), with sums as aggregations.
 *
 * @param edges from the features of sender, receiver and edge and the global ones to the edge's
 * @param nodes from a node's features, the sum of the edges that lead to it, and the global
 *     features to the node's
 * @param globals from the global features, the sum of all edges and the sum of all nodes to the
 *     global ones
 */
public record GraphLayer(Update edges, Update nodes, Update globals) implements Layer {

  /**
   * Returns a layer to k channels whose parts are called {@code prefix.edge_model} and so on.
   *
   * @param nodes the input channels of nodes
   * @param edges the input channels of edges
   * @param globals the input channels of global features
   */
  public static GraphLayer of(String prefix, int nodes, int edges, int globals, int k) {
    return new GraphLayer(
        Update.of(prefix + ".edge_model.edge_mlp", 2 * nodes + edges + globals, k),
        Update.of(prefix + ".node_model.node_mlp", nodes + k + globals, k),
        Update.of(prefix + ".global_model.global_mlp", globals + 2 * k, k));
  }

  @Override
  public List<Update> layers() {
    return List.of(edges, nodes, globals);
  }

  /** Returns the features after one round of messages. */
  public Incidence.Features apply(Trace trace, Incidence incidence, Incidence.Features x) {
    Tensor newEdges =
        edges.apply(
            trace,
            new Part(x.nodes(), incidence::ofSenders),
            new Part(x.nodes(), incidence::ofReceivers),
            new Part(x.edges()),
            new Part(x.globals(), of -> incidence.ofReceivers(incidence.globalsOfNodes(of))));
    Tensor received = incidence.sumOfEdges(newEdges);
    Tensor newNodes =
        nodes.apply(
            trace,
            new Part(x.nodes()),
            new Part(received),
            new Part(x.globals(), incidence::globalsOfNodes));
    Tensor newGlobals =
        globals.apply(
            trace,
            new Part(x.globals()),
            new Part(incidence.sumOfNodes(received)),
            new Part(incidence.sumOfNodes(newNodes)));
    return new Incidence.Features(newNodes, newEdges, newGlobals);
  }

  /**
   * Some of the features that an update takes.
   *
   * @param x the features, with their channels along the last axis
   * @param spread gives the rows of nodes or graphs, mapped linearly, to the edges or nodes
   */
  private record Part(Tensor x, UnaryOperator<Tensor> spread) {

    /** Features that need not be spread, or are broadcast. */
    Part(Tensor x) {
      this(x, UnaryOperator.identity());
    }
  }

  /**
   * An update function: two linear layers, each followed by swish, of several features side by
   * side.
   *
   * @param first from all features together to k
   * @param second from k to k
   */
  public record Update(Linear first, Linear second) implements Layer {

    private static Update of(String prefix, int inputs, int k) {
      return new Update(Linear.of(prefix + ".0", inputs, k), Linear.of(prefix + ".2", k, k));
    }

    @Override
    public List<Linear> layers() {
      return List.of(first, second);
    }

    /**
     * Returns the values, of the features' common shape but for the last extent, k. As the first
     * layer is linear, each part is multiplied by its columns of the weight before it is spread.
     *
     * @param parts in the order of the weight's columns; their channels add up to the inputs
     */
    private Tensor apply(Trace trace, Part... parts) {
      Tensor weight = trace.parameter(first.weight());
      List<Tensor> terms = new ArrayList<>(List.of(trace.parameter(first.bias())));
      int start = 0;
      for (Part part : parts) {
        Tensor x = part.x();
        int width = x.shape().extent(-1);
        Tensor columns = weight.slice(1, start, start + width);
        Tensor rows = x.reshape(-1, width).matmul(columns.transpose());
        terms.add(part.spread().apply(rows.reshape(x.shape().with(-1, weight.shape().extent(0)))));
        start += width;
      }
      terms.sort(Comparator.comparingInt(term -> term.shape().size()));
      Tensor hidden = Activation.SWISH.apply(terms.stream().reduce(Tensor::add).orElseThrow());
      return Activation.SWISH.apply(second.apply(trace, hidden));
    }
  }
}
