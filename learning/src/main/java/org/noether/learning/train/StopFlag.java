package org.noether.learning.train;

/**
 * Asks a training run, from any thread, to write a checkpoint and return after its present step.
 */
public final class StopFlag {
  private volatile boolean requested;

  /** Creates a flag that is not raised. */
  public StopFlag() {}

  /** Raises the flag. */
  public void request() {
    requested = true;
  }

  /** Returns whether it was raised. */
  public boolean isRequested() {
    return requested;
  }
}
