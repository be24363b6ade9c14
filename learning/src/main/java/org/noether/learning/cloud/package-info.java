/**
 * Packed point clouds: the points of a batch are the rows of one matrix, and the pairs of
 * neighbours, the edges, are the rows of others.
 */
@org.jspecify.annotations.NullMarked
package org.noether.learning.cloud;
