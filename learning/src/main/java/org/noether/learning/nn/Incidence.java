package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * The structure of a batch of graphs: the sender and receiver of each edge, and the graph of each
 * node. The last axis of features holds the channels; the other axes depend on the implementation.
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

  /** Returns features with the given nodes, and 1 as the feature of each edge and graph. */
  Features withNodes(Tensor nodes);

  /** Returns for each edge the features of its sender. */
  Tensor ofSenders(Tensor nodes);

  /** Returns for each edge the features of its receiver. */
  Tensor ofReceivers(Tensor nodes);

  /** Returns for each node the global features of its graph. */
  Tensor globalsOfNodes(Tensor globals);

  /** Returns for each node the sum of the features of its incoming edges. */
  Tensor sumOfEdges(Tensor edges);

  /** Returns for each graph the sum of the features of its nodes. */
  Tensor sumOfNodes(Tensor nodes);
}
