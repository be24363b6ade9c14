package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * Which nodes the edges of graphs join, and which graph each belongs to. Features have their
 * channels along the last axis; the other axes are up to the implementation.
 */
public interface Incidence {

  /**
   * What a graph network knows of graphs.
   *
   * @param nodes the features of each node
   * @param edges the features of each edge
   * @param whole the features of each graph as a whole
   */
  record Features(Tensor nodes, Tensor edges, Tensor whole) {}

  /** Returns the features of graphs of which only the nodes are described; all others are 1. */
  Features describe(Tensor nodes);

  /** Returns for each edge the features of the node that it leaves. */
  Tensor ofSenders(Tensor nodes);

  /** Returns for each edge the features of the node that it leads to. */
  Tensor ofReceivers(Tensor nodes);

  /** Returns for each edge the features of its graph as a whole. */
  Tensor wholeOfEdges(Tensor whole);

  /** Returns for each node the features of its graph as a whole. */
  Tensor wholeOfNodes(Tensor whole);

  /** Returns for each node the sum over the edges that lead to it. */
  Tensor received(Tensor edges);

  /** Returns for each graph the sum over its nodes. */
  Tensor total(Tensor nodes);
}
