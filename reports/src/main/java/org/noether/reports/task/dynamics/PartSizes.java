package org.noether.reports.task.dynamics;

import org.jspecify.annotations.Nullable;
import org.noether.learning.task.dynamics.DynamicsConfig;

/**
 * How many systems a run learns from, validates with and tests.
 *
 * @param train to learn from
 * @param val to validate
 * @param test to test
 */
record PartSizes(int train, int val, int test) {
  private static final DynamicsConfig DEFAULTS = DynamicsConfig.defaults("FC");

  /** One of so many systems validates, and one tests. */
  private static final int SHARE = 10;

  /** The sizes that are given, the others as in the paper. */
  static PartSizes of(@Nullable Integer train, @Nullable Integer val, @Nullable Integer test) {
    return new PartSizes(
        or(train, DEFAULTS.nTrain()), or(val, DEFAULTS.nVal()), or(test, DEFAULTS.nTest()));
  }

  /** The sizes that are given, the others as shares of a data set: a tenth, and what is left. */
  static PartSizes shares(
      @Nullable Integer train, @Nullable Integer val, @Nullable Integer test, int systems) {
    int validating = or(val, share(systems));
    int tested = or(test, share(systems));
    return new PartSizes(or(train, Math.max(2, systems - validating - tested)), validating, tested);
  }

  private static int share(int systems) {
    return Math.max(2, systems / SHARE);
  }

  private static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  /** All together. */
  long total() {
    return (long) train + val + test;
  }

  @Override
  public String toString() {
    return "%d to learn from (--n_train), %d to validate (--n_val), %d to test (--n_test)"
        .formatted(train, val, test);
  }
}
