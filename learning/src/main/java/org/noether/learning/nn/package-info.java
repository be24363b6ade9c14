/**
 * The building blocks of networks, traced onto graphs.
 *
 * <p>A {@link org.noether.learning.nn.Layer} says which {@link org.noether.learning.nn.Parameter}s
 * and {@link org.noether.learning.nn.NamedBuffer}s it has, under the names that PyTorch gives those
 * of the reference implementation, and adds its computation to the graph of a {@link
 * org.noether.learning.nn.Trace}. Features are matrices: one row for each point or edge of the
 * whole batch, one column for each channel. Only {@link org.noether.learning.nn.CompleteGraphs}
 * keep graphs and nodes apart, so that what all edges of a node share is broadcast.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.nn;
