/**
 * The network of images, after section 6.1 of Finzi et al. 2020: which pixels are points, and which
 * neighbours its convolutions take in each batch.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.task.image.network;
