package org.noether.learning.train;

import java.time.Duration;

/** Says that a budget does not hold the least that was asked for. Nothing has been written then. */
public final class BudgetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Duration least;

  /**
   * Creates the exception.
   *
   * @param least the least budget, in whole seconds, as far as measured
   */
  public BudgetException(Duration least) {
    super("the budget is too small: at least about %d s are needed".formatted(least.toSeconds()));
    this.least = least;
  }

  /** Returns the least budget. */
  public Duration least() {
    return least;
  }
}
