package org.noether.learning.train;

/** Training cannot go on; the message says what happened, where, and what to do. */
public final class TrainingException extends RuntimeException {
  /** Creates an exception with a message for the user. */
  public TrainingException(String message) {
    super(message);
  }
}
