package org.noether.learning.train;

/**
 * How long the parts of a run take, in seconds, measured warm: after the loops of a network were
 * compiled and have run some steps.
 *
 * @param setup compiling the network, whose kernels another run of the process has compiled
 * @param step a training step
 * @param validation the validation after an epoch
 * @param writing the files of an epoch
 * @param test the test at the end
 * @param stepsPerEpoch the steps of an epoch
 * @param batch the samples of a step
 * @param shrinks whether the run can learn from fewer samples to fit a budget
 */
public record Pace(
    double setup,
    double step,
    double validation,
    double writing,
    double test,
    int stepsPerEpoch,
    int batch,
    boolean shrinks) {

  /**
   * The extent of training that fits a time.
   *
   * @param epochs how many epochs, 0 if not even one does
   * @param steps how many steps of one epoch, at least 1; all of them if an epoch fits
   */
  public record Extent(int epochs, int steps) {}

  /** Returns this with another time for compiling the network. */
  Pace withSetup(double seconds) {
    return new Pace(seconds, step, validation, writing, test, stepsPerEpoch, batch, shrinks);
  }

  /** Returns the seconds of an epoch of some steps. */
  public double epoch(int steps) {
    return steps * step + validation + writing;
  }

  /** Returns the seconds of a whole epoch. */
  public double epoch() {
    return epoch(stepsPerEpoch);
  }

  /**
   * Returns the extent that fits a time.
   *
   * @param seconds the time for learning and the test
   * @param most the largest number of epochs
   */
  public Extent fitting(double seconds, int most) {
    double untilTest = seconds - test;
    return new Extent(
        (int) Math.clamp(untilTest / epoch(), 0, most),
        (int) Math.clamp((untilTest - validation - writing) / step, 1, stepsPerEpoch));
  }

  /**
   * Returns the least seconds of learning, with its validation, that make sense: one epoch or,
   * where the run can learn from fewer samples, as long as validation and test.
   */
  public double leastLearning() {
    return epoch(leastSteps());
  }

  private int leastSteps() {
    return shrinks
        ? (int) Math.clamp(Math.ceil((validation + test) / step), 1, stepsPerEpoch)
        : stepsPerEpoch;
  }
}
