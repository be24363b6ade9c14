package org.noether.learning.task.dynamics;

import org.noether.learning.train.RunResult;

/**
 * The result of a run: {@code result.json}.
 *
 * @param valMse the mean squared error on the validation set at the best epoch
 * @param testMse the mean squared error on the test set of the weights in {@code best.safetensors}
 * @param bestEpoch the epoch with the smallest validation error, from 1
 * @param epochs the epochs done
 * @param completed whether these are all the epochs of the configuration
 * @param parameters the number of trained numbers
 * @param dataSha256 the SHA-256 of the trajectories of all splits, as little-endian doubles
 */
public record DynamicsResult(
    double valMse,
    double testMse,
    int bestEpoch,
    int epochs,
    boolean completed,
    long parameters,
    String dataSha256)
    implements RunResult {
  @Override
  public double validation() {
    return valMse;
  }

  @Override
  public double test() {
    return testMse;
  }
}
