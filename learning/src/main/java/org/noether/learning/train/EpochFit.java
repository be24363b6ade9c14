package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures the pace of a run, and how many of its epochs a budget holds. */
final class EpochFit {
  private static final int LEAST_TRIALS = 3;
  private static final int MOST_TRIALS = 200;
  private static final double TRIAL_SHARE = 0.03;

  /** The JIT has compiled most generated code after about this time, whatever the budget. */
  private static final double LEAST_SECONDS = 1;

  private static final double MOST_SECONDS = 15;

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
   * median of the later half: earlier steps include compilation. Writing files counts because with
   * few samples it takes as long as the steps.
   *
   * @param scratch a file to write and delete
   * @param setup the seconds that building the training took
   * @param budget the seconds of the budget that are left when measuring begins
   */
  static Pace measure(Training training, Path scratch, double setup, double budget)
      throws IOException {
    int perEpoch = training.minibatches().perEpoch();
    List<Double> steps = new ArrayList<>();
    double spent = 0;
    while (wantsMore(steps.size(), spent, budget)) {
      long before = System.nanoTime();
      training.step(steps.size() % perEpoch, 0);
      steps.add(since(before));
      spent += steps.getLast();
    }
    double step = median(steps.subList(steps.size() / 2, steps.size()));
    double first = validation(training);
    double validation =
        budget > 0 && first < Math.max(REPEATED_SECONDS, REPEATED_SHARE * budget)
            ? Math.min(first, validation(training))
            : first;
    training.reset();
    return new Pace(
        setup + steps.getFirst() - step,
        step,
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

  private static boolean wantsMore(int trials, double spent, double budget) {
    double enough =
        budget > 0
            ? Math.clamp(TRIAL_SHARE * budget, LEAST_SECONDS, MOST_SECONDS)
            : SECONDS_WHEN_SPENT;
    return trials < LEAST_TRIALS || (trials < MOST_TRIALS && spent < enough);
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
