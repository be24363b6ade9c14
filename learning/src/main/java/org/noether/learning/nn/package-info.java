/**
 * The layers of networks, traced onto graphs.
 *
 * <p>A {@link org.noether.learning.nn.Layer} declares its {@link
 * org.noether.learning.nn.Parameter}s and {@link org.noether.learning.nn.NamedBuffer}s, named as in
 * the PyTorch reference implementation, and adds its computation to the graph of a {@link
 * org.noether.learning.nn.Trace}. Features are matrices with one row for each point or edge of the
 * whole batch and one column for each channel. Only {@link org.noether.learning.nn.CompleteGraphs}
 * has separate axes for graphs and nodes, so that features shared by all edges of a node are
 * broadcast.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.nn;
