package org.noether.learning.train;

import org.noether.learning.backend.Buffer;

/**
 * What a run of training needs to know of a network and its data.
 *
 * @param <R> what the run writes as its result
 */
public interface Objective<R> extends AutoCloseable {

  /** Returns the network's weights, which training changes. */
  Weights weights();

  /** Sets the weights to what they are before training. */
  void initialise();

  /** Returns the order of the training samples. */
  Minibatches minibatches();

  /**
   * Returns the loss of a batch, stores its gradient by the parameters, and updates the buffers.
   *
   * @param batch the training samples' numbers
   * @param step the step since the beginning, which random choices depend on
   * @param gradients receives the gradient
   */
  double gradient(int[] batch, long step, Buffer gradients);

  /** Returns the error on the validation set; the smaller, the better. */
  double validation();

  /** Returns the error on the test set. */
  double test();

  /** Returns how large the test set is in comparison with the validation set. */
  double testShare();

  /** Returns the digest of the data. */
  String dataSha256();

  /** Returns an epoch's line of metrics. */
  EpochLine metrics(int epoch, long step, double trainLoss, double validation, double lr);

  /**
   * Returns the run's result.
   *
   * @param progress how far the run has come
   * @param test the error on the test set of the best weights
   * @param epochs the epochs done
   * @param completed whether these are all
   */
  R result(Progress progress, double test, int epochs, boolean completed);

  @Override
  void close();
}
