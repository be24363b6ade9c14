package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * What a graph network knows of graphs, in the shapes of their {@link Incidence}.
 *
 * @param nodes of each node
 * @param edges of each edge
 * @param whole of each graph as a whole
 */
public record GraphFeatures(Tensor nodes, Tensor edges, Tensor whole) {}
