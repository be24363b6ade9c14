/**
 * Tensors as an immutable, interned graph.
 *
 * <p>A {@link org.noether.learning.tensor.Tensor} is a node: an {@link
 * org.noether.learning.tensor.Op}, its inputs and the shape that {@link
 * org.noether.learning.tensor.ShapeRules} derives. Nothing is computed here: a {@link
 * org.noether.learning.tensor.Graph} only records what is to be computed, and backends run it.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.tensor;
