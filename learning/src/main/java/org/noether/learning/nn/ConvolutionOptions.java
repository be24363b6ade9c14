package org.noether.learning.nn;

/**
 * The options of the convolution in a block.
 *
 * @param nbhd the largest number of neighbours of a point
 * @param knn whether neighbours are the nearest points, instead of a random sample from a ball
 * @param mean whether sums over neighbours are divided by their number
 * @param bn whether batch norm is used
 * @param activation the activation function
 * @param fill the target fraction of a cloud in a ball, from 0 to 1
 * @param dsFrac the fraction of points that subsampling keeps, above 0 and at most 1
 */
public record ConvolutionOptions(
    int nbhd,
    boolean knn,
    boolean mean,
    boolean bn,
    Activation activation,
    double fill,
    double dsFrac) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ConvolutionOptions {
    if (nbhd < 1) {
      throw new IllegalArgumentException("nbhd must be positive, not " + nbhd);
    }
    if (!(fill >= 0 && fill <= 1)) {
      throw new IllegalArgumentException("fill must be from 0 to 1, not " + fill);
    }
    if (!(dsFrac > 0 && dsFrac <= 1)) {
      throw new IllegalArgumentException("ds_frac must be above 0 and at most 1, not " + dsFrac);
    }
  }
}
