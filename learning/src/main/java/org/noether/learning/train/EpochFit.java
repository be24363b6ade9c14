package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fits the number of epochs to a budget, or the steps of one where not even one fits. */
final class EpochFit {
  /** Generated code reaches its speed after about this many steps. */
  private static final int WARM_TRIALS = 8;

  private static final int LEAST_TRIALS = 3;
  private static final int MOST_TRIALS = 60;
  private static final double WARMING_SHARE = 0.25;
  private static final double TRIAL_SHARE = 0.05;

  /**
   * What an epoch leaves takes this many times a checkpoint: weights and metrics are written too.
   */
  private static final double WRITES = 1.5;

  /**
   * The part of the time that is planned with. A machine that others use too may become slower, and
   * a run that its budget ends before its learning rate has come down is worse than a shorter one.
   */
  private static final double MARGIN = 0.8;

  /** A validation is not repeated to be measured when warm if it takes more of the budget. */
  private static final double REPEATED_SHARE = 0.1;

  private EpochFit() {}

  /**
   * What fits.
   *
   * @param epochs how many epochs, 0 if not even one does
   * @param perEpoch how long each takes
   * @param steps how many steps of one epoch, at least 1; all of them if an epoch fits
   */
  record Result(int epochs, Duration perEpoch, int steps) {}

  /**
   * What training costs, in nanoseconds.
   *
   * @param step a step
   * @param validation the validation after an epoch
   * @param writing what an epoch leaves
   * @param test the test at the end
   */
  record Costs(double step, double validation, double writing, double test) {

    /**
     * Returns what fits a time.
     *
     * @param available the time, in nanoseconds
     * @param stepsPerEpoch the steps of an epoch
     * @param most the largest number of epochs
     */
    Result fitting(double available, int stepsPerEpoch, int most) {
      double untilTest = available - test;
      double afterSteps = validation + writing;
      double epoch = stepsPerEpoch * step + afterSteps;
      return new Result(
          (int) Math.clamp(untilTest / epoch, 0, most),
          Duration.ofNanos((long) epoch),
          (int) Math.clamp((untilTest - afterSteps) / step, 1, stepsPerEpoch));
    }
  }

  /**
   * Measures steps, validation and checkpoints, and resets the training. The median of the later
   * half of the steps counts: the earlier ones include what is done once. With few systems to learn
   * from, an epoch is as quick as writing what it leaves. The first validation includes what is
   * done once too; another one is measured where it is cheap and an epoch may fit.
   *
   * @param most the largest number of epochs
   * @param scratch a file to write and delete
   * @param left what is left of the budget when this begins
   */
  static Result measure(Training training, int most, Path scratch, Duration left)
      throws IOException {
    double budget = Math.max(left.toNanos(), 1);
    int perEpoch = training.minibatches().perEpoch();
    long start = System.nanoTime();
    List<Double> steps = new ArrayList<>();
    while (wantsMore(steps.size(), (System.nanoTime() - start) / budget)) {
      long before = System.nanoTime();
      training.step(steps.size() % perEpoch, 0);
      steps.add((double) (System.nanoTime() - before));
    }
    double step = Median.of(steps.subList(steps.size() / 2, steps.size()));
    double validation = validation(training);
    if (validation < REPEATED_SHARE * budget && perEpoch * step + validation < budget) {
      validation = validation(training);
    }
    training.reset();
    double writing = WRITES * writing(training, scratch);
    double test = validation * training.objective().testShare();
    double available = MARGIN * (left.toNanos() - (System.nanoTime() - start));
    return new Costs(step, validation, writing, test).fitting(available, perEpoch, most);
  }

  private static double validation(Training training) {
    long before = System.nanoTime();
    training.objective().validation();
    return System.nanoTime() - before;
  }

  private static double writing(Training training, Path scratch) throws IOException {
    var nobody = new Checkpoint.Identity("", "");
    training.checkpoint().write(scratch, nobody, TrainState.START);
    long before = System.nanoTime();
    training.checkpoint().write(scratch, nobody, TrainState.START);
    double writing = System.nanoTime() - before;
    Files.delete(scratch);
    return writing;
  }

  private static boolean wantsMore(int trials, double shareSpent) {
    return trials < LEAST_TRIALS
        || (trials < MOST_TRIALS
            && shareSpent < (trials < WARM_TRIALS ? WARMING_SHARE : TRIAL_SHARE));
  }
}
