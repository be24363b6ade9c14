package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fits the number of epochs to a budget, or the steps of one where not even one fits. */
final class EpochFit {
  /** The JIT has compiled most generated code after about this many steps. */
  private static final int WARM_TRIALS = 8;

  private static final int LEAST_TRIALS = 3;
  private static final int MOST_TRIALS = 200;
  private static final double WARMING_SHARE = 0.25;
  private static final double TRIAL_SHARE = 0.05;

  /** Time to write all files of an epoch, in checkpoints: weights and metrics are written too. */
  private static final double WRITES = 1.5;

  /**
   * The part of the budget that is planned for. A shared machine may become slower, and a run that
   * ends before its learning rate has fallen is worse than a shorter schedule.
   */
  private static final double MARGIN = 0.8;

  /** A second, warm validation is measured only if the first took less than this of the budget. */
  private static final double REPEATED_SHARE = 0.1;

  private EpochFit() {}

  /**
   * The extent of training that fits a budget.
   *
   * @param epochs how many epochs, 0 if not even one does
   * @param perEpoch how long each takes
   * @param steps how many steps of one epoch, at least 1; all of them if an epoch fits
   */
  record Result(int epochs, Duration perEpoch, int steps) {}

  /**
   * Durations of the parts of training, in nanoseconds.
   *
   * @param step a step
   * @param validation the validation after an epoch
   * @param writing the files of an epoch
   * @param test the test at the end
   */
  record Costs(double step, double validation, double writing, double test) {
    /**
     * Returns the extent that fits a time.
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
   * Measures steps, validation and checkpoints, and resets the training. A step's duration is the
   * median of the later half: earlier steps include compilation. Writing files counts because with
   * few samples it takes as long as the steps. The first validation includes compilation too; a
   * second one is measured where it is cheap and an epoch may fit.
   *
   * @param most the largest number of epochs
   * @param scratch a file to write and delete
   * @param left the rest of the budget when measuring begins
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
    double step = median(steps.subList(steps.size() / 2, steps.size()));
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

  /** Returns the median of at least one number. */
  static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : 0.5 * (sorted.get(half - 1) + sorted.get(half));
  }
}
