package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * Which nodes the edges of graphs join, and which graph each belongs to. Features have their
 * channels along the last axis; the others are the implementation's.
 */
public interface Incidence {

  /** Returns the features of graphs of which only the nodes are described; others are 1. */
  GraphFeatures describe(Tensor nodes);

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
