package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * What a graph network knows of B complete graphs of n nodes, each node joined also with itself.
 * Extents of 1 stand for the same features everywhere.
 *
 * @param nodes of shape (B, n, channels)
 * @param edges of shape (B, n, n, channels), where [b, i, j] leads from node j to node i
 * @param whole of each graph as a whole, of shape (B, 1, channels)
 */
public record GraphFeatures(Tensor nodes, Tensor edges, Tensor whole) {}
