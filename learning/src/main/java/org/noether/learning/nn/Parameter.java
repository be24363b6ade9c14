package org.noether.learning.nn;

import org.noether.learning.tensor.Shape;

/**
 * Numbers that training changes.
 *
 * @param name the reference's name, which is the name of the leaf in graphs and in checkpoints
 * @param shape the extents, as in the reference
 * @param init how the numbers are drawn before training
 */
public record Parameter(String name, Shape shape, Init init) {}
