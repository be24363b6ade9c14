package org.noether.learning.train;

/** What a run achieved, whatever it learned: {@code result.json}. */
public interface RunResult {
  /** Returns the error on the validation set at the best epoch. */
  double validation();

  /** Returns the error on the test set of the weights in {@code best.safetensors}. */
  double test();

  /** Returns the epoch with the smallest validation error, from 1. */
  int bestEpoch();

  /** Returns the epochs done. */
  int epochs();

  /** Returns whether these are all the epochs of the configuration. */
  boolean completed();

  /** Returns the number of trained numbers. */
  long parameters();

  /** Returns the SHA-256 of the data. */
  String dataSha256();
}
