/**
 * Derivatives of graphs, as graphs: the results of {@link org.noether.learning.grad.Gradients} are
 * ordinary tensors, so gradients of gradients need nothing more.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.grad;
