package org.noether.learning.nn;

import org.noether.learning.tensor.Shape;

/**
 * State of a network that is not trained by gradients, such as running statistics or the radius of
 * a ball; a buffer in PyTorch's sense.
 *
 * @param name the name in the reference, which graphs and checkpoints use too
 * @param shape the shape, as in the reference
 * @param initial the initial value of every element
 */
public record NamedBuffer(String name, Shape shape, double initial) {}
