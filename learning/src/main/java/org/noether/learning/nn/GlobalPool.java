package org.noether.learning.nn;

import org.noether.learning.tensor.Tensor;

/**
 * The sum, or mean, of values over the points of each cloud.
 *
 * @param mean whether sums are divided by the number of points
 */
public record GlobalPool(boolean mean) {

  /**
   * Returns one row for each cloud: values (P, C) to (B, C). The mean over a cloud without points
   * is not a number.
   *
   * @param present 1 for points that exist and 0 for others, of shape (P, 1)
   * @param cloudOf indices of shape (P): each point's cloud
   * @param clouds B
   */
  public Tensor apply(Tensor values, Tensor present, Tensor cloudOf, int clouds) {
    Tensor sums = values.mul(present).scatterAdd(cloudOf, clouds);
    return mean ? sums.div(present.scatterAdd(cloudOf, clouds)) : sums;
  }
}
