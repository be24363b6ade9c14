/**
 * Learning to classify images: configuration, data, loss and predictions. It is the learning task
 * {@code img}.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.image;
