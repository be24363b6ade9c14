/**
 * The engine that trains, resumes and times networks, and knows nothing of what they learn.
 *
 * <p>A {@link org.noether.learning.train.LearningTask} knows that. A {@link
 * org.noether.learning.train.Trainer} trains a configuration of it and leaves a {@link
 * org.noether.learning.train.RunFolder}, from which the run resumes to the same bits. {@link
 * org.noether.learning.train.StepBenchmark} times training steps.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.train;
