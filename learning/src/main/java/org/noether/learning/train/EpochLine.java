package org.noether.learning.train;

/** What an epoch achieved: a line of {@code metrics.jsonl}. */
public sealed interface EpochLine permits EpochMetrics, MoleculeMetrics {

  /** Returns the epoch, from 1. */
  int epoch();

  /** Returns the steps done since the beginning. */
  long step();

  /** Returns the mean of the epoch's minibatch losses, each before its step. */
  double trainLoss();

  /** Returns the error on the validation set after the epoch, by which the best one is chosen. */
  double validation();

  /** Returns the learning rate of the epoch's last step. */
  double lr();
}
