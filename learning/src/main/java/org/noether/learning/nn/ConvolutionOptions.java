package org.noether.learning.nn;

/**
 * What the convolutions of a network have in common.
 *
 * @param nbhd the largest number of neighbours of a point
 * @param knn whether neighbours are the nearest points, instead of a random choice from a ball
 * @param mean whether sums over neighbours are divided by their number
 * @param bn whether there is batch norm
 * @param activation the nonlinearity
 * @param fill the fraction of a cloud that a ball should hold, from 0 to 1
 */
public record ConvolutionOptions(
    int nbhd, boolean knn, boolean mean, boolean bn, Activation activation, double fill) {}
