package org.noether.learning.nn;

/**
 * The options of a network's block.
 *
 * @param nbhd the largest number of neighbours of a point
 * @param knn whether neighbours are the nearest points, instead of a random choice from a ball
 * @param mean whether sums over neighbours are divided by their number
 * @param bn whether there is batch norm
 * @param activation the nonlinearity
 * @param fill the fraction of a cloud that a ball should hold, from 0 to 1
 * @param dsFrac the fraction of points at which the result is given, above 0 and at most 1
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
