package org.noether.learning.train;

import java.util.Map;

/** What is trained and how, whatever the data: the part of a run's identity that all runs share. */
public interface RunConfig {

  /** Returns the network's name. */
  String network();

  /** Returns the network's options. */
  Map<String, Object> netCfg();

  /** Returns the learning rate that the schedule scales. */
  double lr();

  /** Returns the samples of a minibatch. */
  int bs();

  /** Returns the passes over the training set. */
  int numEpochs();

  /** Returns the seed of the initial weights and of the order of the samples. */
  long seed();

  /** Returns the name of the backend that computes. */
  String backend();

  /** Returns this with another number of epochs. */
  RunConfig withNumEpochs(int epochs);

  /**
   * Returns whether this is another configuration, but for what may have been lowered to fit a
   * budget.
   */
  boolean isFittedFrom(RunConfig original);

  /** Returns the learning rate of a step, from 0. */
  double lrAtStep(long step, int stepsPerEpoch);
}
