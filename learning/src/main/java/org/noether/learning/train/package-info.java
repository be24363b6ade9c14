/**
 * Training, checking and timing of networks that learn dynamics.
 *
 * <p>A {@link org.noether.learning.task.dynamics.DynamicsConfig} says what is trained on what;
 * {@link org.noether.learning.train.Trainer} does it and leaves a {@link
 * org.noether.learning.train.RunFolder}, from which a run can be resumed to the same bits, and
 * {@link org.noether.learning.task.dynamics.Evaluation} compares the result with the true system,
 * {@link org.noether.learning.task.dynamics.Equivariance} with the symmetries of space.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.train;
