package org.noether.learning.train;

/**
 * What an epoch of a run on molecules achieved: a line of {@code metrics.jsonl}.
 *
 * @param epoch the epoch, from 1
 * @param step the steps done since the beginning
 * @param trainLoss the mean of the epoch's minibatch losses, each before its step: mean absolute
 *     errors in standard deviations of the property among the training molecules
 * @param valMae the mean absolute error on the validation molecules, in the property's unit
 * @param lr the learning rate of the epoch's last step
 */
public record MoleculeMetrics(int epoch, long step, double trainLoss, double valMae, double lr)
    implements EpochLine {
  @Override
  public double validation() {
    return valMae;
  }
}
