package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures the pace of a run, and how many of its epochs a budget holds. */
final class EpochFit {
  private static final int LEAST_TRIALS = 3;
  private static final int MOST_TRIALS = 200;
  private static final double TRIAL_SHARE = 0.03;

  /** Warm steps are measured for at least this time, whatever the budget. */
  private static final double LEAST_SECONDS = 0.5;

  private static final double MOST_SECONDS = 15;

  /**
   * A step that took longer than the fastest by more than this factor was not warm. In the first
   * steps of a network kernels are generated and compiled: in those measured, two steps at most
   * took 5 to 40 times as long as the later ones, which differed by less than a half.
   */
  private static final double COLD = 2;

  /** The part of the budget after which no more steps are measured, warm or not. */
  private static final double MOST_BUDGET_SHARE = 0.25;

  /** This is enough to tell by how much a budget that is spent already is too small. */
  private static final double SECONDS_WHEN_SPENT = 0.3;

  /** Time to write all files of an epoch, in checkpoints: weights and metrics are written too. */
  private static final double WRITES = 1.5;

  /**
   * The part of the budget that is planned for. A choice: steps can become slower than the measured
   * ones, and a run that ends before its learning rate has fallen is worse than a shorter schedule.
   */
  static final double MARGIN = 0.93;

  /**
   * The first validation includes compilation, of up to some seconds. A second, warm one is
   * measured if the first took less than this, or less than this part of the budget.
   */
  private static final double REPEATED_SECONDS = 3;

  /** A test of more than this many validations is timed itself: those of few samples vary. */
  private static final double MOST_SHARE = 5;

  private static final double REPEATED_SHARE = 0.05;
  private static final double NANOS = 1e-9;

  private EpochFit() {}

  /**
   * Measures steps, validation and checkpoints, and resets the training. A step's duration is the
   * median of the warm ones. Writing files counts because with few samples it takes as long as the
   * steps.
   *
   * @param scratch a file to write and delete
   * @param setup the seconds that building the training took
   * @param budget the seconds of the budget that are left when measuring begins
   */
  static Pace measure(Training training, Path scratch, double setup, double budget)
      throws IOException {
    int perEpoch = training.minibatches().perEpoch();
    List<Double> steps = new ArrayList<>();
    while (wantsMore(steps, budget)) {
      long before = System.nanoTime();
      training.step(steps.size() % perEpoch, 0);
      steps.add(since(before));
    }
    double first = validation(training);
    double validation =
        budget > 0 && first < Math.max(REPEATED_SECONDS, REPEATED_SHARE * budget)
            ? Math.min(first, validation(training))
            : first;
    training.reset();
    return new Pace(
        setup,
        median(warm(steps)),
        validation,
        WRITES * writing(training, scratch),
        test(training.objective(), validation),
        perEpoch,
        training.minibatches().size(),
        training.objective().shrinks());
  }

  private static double since(long nanos) {
    return NANOS * (System.nanoTime() - nanos);
  }

  private static double validation(Training training) {
    long before = System.nanoTime();
    training.objective().validation();
    return since(before);
  }

  private static double test(Objective<?, ?> objective, double validation) {
    double share = objective.testShare();
    if (share <= MOST_SHARE) {
      return share * validation;
    }
    long before = System.nanoTime();
    objective.test();
    return since(before);
  }

  private static double writing(Training training, Path scratch) throws IOException {
    var nobody = new Checkpoint.Identity("", "");
    training.checkpoint().write(scratch, nobody, TrainState.START);
    long before = System.nanoTime();
    training.checkpoint().write(scratch, nobody, TrainState.START);
    double writing = since(before);
    Files.delete(scratch);
    return writing;
  }

  /**
   * Whether another step is to be measured.
   *
   * @param steps the seconds of those measured
   * @param budget the seconds of the budget that were left before them
   */
  static boolean wantsMore(List<Double> steps, double budget) {
    if (steps.size() < LEAST_TRIALS) {
      return true;
    }
    double enough =
        budget > 0
            ? Math.clamp(TRIAL_SHARE * budget, LEAST_SECONDS, MOST_SECONDS)
            : SECONDS_WHEN_SPENT;
    List<Double> warm = warm(steps);
    return steps.size() < MOST_TRIALS
        && sum(steps) < Math.max(enough, MOST_BUDGET_SHARE * budget)
        && (warm.size() < LEAST_TRIALS || sum(warm) < enough);
  }

  /** Returns the steps in which nothing was compiled, at least the fastest. */
  static List<Double> warm(List<Double> steps) {
    double fastest = Collections.min(steps);
    return steps.stream().filter(step -> step <= COLD * fastest).toList();
  }

  private static double sum(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Refuses a budget that does not hold the least that makes sense.
   *
   * @param spent the seconds spent before measuring ended
   */
  static void demand(Pace pace, Duration budget, double spent) {
    double least = spent + (pace.leastLearning() + pace.test()) / MARGIN;
    if (least > NANOS * budget.toNanos()) {
      throw new BudgetException(Duration.ofSeconds((long) Math.ceil(least)));
    }
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
