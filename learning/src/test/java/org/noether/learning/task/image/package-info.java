/** Tests of learning to classify images. */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.image;
