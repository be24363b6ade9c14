package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * Which nodes the edges of graphs join, and which graph each node belongs to. The last axis of
 * features is that of channels; the other axes depend on the implementation.
 */
public interface Incidence {

  /**
   * The features of graphs.
   *
   * @param nodes the features of each node
   * @param edges the features of each edge
   * @param globals the global features of each graph
   */
  record Features(Tensor nodes, Tensor edges, Tensor globals) {}

  /** Returns the features given for nodes, with 1 as the feature of each edge and graph. */
  Features withNodes(Tensor nodes);

  /** Returns for each edge the features of the node that it leaves. */
  Tensor ofSenders(Tensor nodes);

  /** Returns for each edge the features of the node that it leads to. */
  Tensor ofReceivers(Tensor nodes);

  /** Returns for each node the global features of its graph. */
  Tensor globalsOfNodes(Tensor globals);

  /** Returns for each node the sum of the features of the edges that lead to it. */
  Tensor sumOfEdges(Tensor edges);

  /** Returns for each graph the sum of the features of its nodes. */
  Tensor sumOfNodes(Tensor nodes);
}
