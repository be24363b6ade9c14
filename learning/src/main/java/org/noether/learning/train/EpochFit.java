package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fits the number of epochs to a budget. */
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

  private static final double MARGIN = 0.9;

  private EpochFit() {}

  /** How many epochs fit, 0 if not even one does, and how long each takes. */
  record Result(int epochs, Duration perEpoch) {}

  /**
   * Measures steps, validation and checkpoints, and resets the training. The median of the later
   * half of the steps counts: the earlier ones include what is done once. With few systems to learn
   * from, an epoch is as quick as writing what it leaves.
   *
   * @param most the largest number of epochs
   * @param scratch a file to write and delete
   * @param left what is left of the budget when this begins
   */
  static Result measure(Training<?> training, int most, Path scratch, Duration left)
      throws IOException {
    int perEpoch = training.minibatches().perEpoch();
    long start = System.nanoTime();
    List<Double> steps = new ArrayList<>();
    while (wantsMore(steps.size(), (System.nanoTime() - start) / (double) left.toNanos())) {
      long before = System.nanoTime();
      training.step(steps.size() % perEpoch, 0);
      steps.add((double) (System.nanoTime() - before));
    }
    double step = laterMedian(steps);
    training.objective().validation();
    long before = System.nanoTime();
    training.objective().validation();
    double validation = System.nanoTime() - before;
    training.reset();
    double writing = WRITES * writing(training, scratch);
    double epoch = perEpoch * step + validation + writing;
    double test = validation * training.objective().testShare();
    double available = MARGIN * (left.toNanos() - (System.nanoTime() - start)) - test;
    int epochs = (int) Math.clamp(available / epoch, 0, most);
    return new Result(epochs, Duration.ofNanos((long) epoch));
  }

  private static double writing(Training<?> training, Path scratch) throws IOException {
    var nobody = new Checkpoint.Identity("", "");
    training.checkpoint().write(scratch, nobody, Progress.START);
    long before = System.nanoTime();
    training.checkpoint().write(scratch, nobody, Progress.START);
    double writing = System.nanoTime() - before;
    Files.delete(scratch);
    return writing;
  }

  private static double laterMedian(List<Double> steps) {
    List<Double> later = steps.subList(steps.size() / 2, steps.size()).stream().sorted().toList();
    return later.get((later.size() - 1) / 2);
  }

  private static boolean wantsMore(int trials, double shareSpent) {
    return trials < LEAST_TRIALS
        || (trials < MOST_TRIALS
            && shareSpent < (trials < WARM_TRIALS ? WARMING_SHARE : TRIAL_SHARE));
  }
}
