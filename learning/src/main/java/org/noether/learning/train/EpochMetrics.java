package org.noether.learning.train;

/**
 * What an epoch achieved: a line of {@code metrics.jsonl}.
 *
 * @param epoch the epoch, from 1
 * @param step the steps done since the beginning
 * @param trainLoss the mean of the epoch's minibatch losses, each before its step
 * @param valMse the mean squared error on the validation set after the epoch
 * @param lr the learning rate of the epoch's last step
 */
public record EpochMetrics(int epoch, long step, double trainLoss, double valMse, double lr)
    implements EpochLine {
  @Override
  public double validation() {
    return valMse;
  }
}
