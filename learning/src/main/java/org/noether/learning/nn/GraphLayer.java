package org.noether.learning.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.noether.learning.tensor.Tensor;

/**
 * A full block of a graph network (Battaglia et al. 2018, figure 4a), with sums as aggregations.
 *
 * @param edges the edge update: a function of the features of sender, receiver and edge and the
 *     global features
 * @param nodes the node update: a function of the features of the node, the sum over its incoming
 *     edges, and the global features
 * @param globals the global update: a function of the global features, the sum over all edges and
 *     the sum over all nodes
 */
public record GraphLayer(Update edges, Update nodes, Update globals) implements Layer {
  /**
   * Creates a layer with k output channels whose parts are named {@code prefix.edge_model} and so
   * on.
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

  /** Returns the features after one round of message passing. */
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
   * A part of the input features of an update.
   *
   * @param x the features, with their channels along the last axis
   * @param spread broadcasts or gathers the rows of nodes or graphs to edges or nodes
   */
  private record Part(Tensor x, UnaryOperator<Tensor> spread) {
    /** Features that are used as they are. */
    Part(Tensor x) {
      this(x, UnaryOperator.identity());
    }
  }

  /**
   * An update function: a two-layer perceptron with swish, applied to concatenated features.
   *
   * @param first the layer from all features to k
   * @param second the layer from k to k
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
     * Returns the updated features, of the broadcast shape of the parts with k channels. As the
     * first layer is linear, each part is multiplied by its columns of the weight before it is
     * spread.
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
