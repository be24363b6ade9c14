package org.noether.learning.nn;

import org.noether.learning.tensor.Shape;

/**
 * Numbers that a network keeps from step to step without learning them by gradients, such as a
 * ball's radius or running statistics.
 *
 * @param name the reference's name, which is the name of the leaf in graphs and in checkpoints
 * @param shape the extents, as in the reference
 * @param initial the value of every number before training
 */
public record NamedBuffer(String name, Shape shape, double initial) {}
