/**
 * Derivatives of graphs, as graphs.
 *
 * <p>{@link org.noether.learning.grad.Derivatives} holds the rule of each op; {@link
 * org.noether.learning.grad.Gradients} applies the chain rule in reverse. The results are ordinary
 * tensors, so gradients of gradients need nothing more.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.grad;
