package org.noether.reports.task.dynamics;

import java.util.List;

/**
 * What the paper's data-efficiency study prescribes, from {@code spring_dynamics_study.py} in its
 * repository: the smaller the training set, the more often it is passed over.
 */
public final class DataEfficiency {
  /** The sizes of training sets that 10,000 systems allow. */
  public static final List<Integer> SIZES = List.of(10, 25, 50, 100, 400, 1000, 3000);

  /** How often each network is trained on each set. */
  public static final int SEEDS = 3;

  private static final double SQUARED_EPOCHS_TIMES_SYSTEMS = 1e7;
  private static final int MOST_VALIDATION = 2000;

  private DataEfficiency() {}

  /** The epochs for a training set of that size. */
  public static int epochs(int nTrain) {
    return (int) Math.sqrt(SQUARED_EPOCHS_TIMES_SYSTEMS / nTrain);
  }

  /** The systems that validate beside a training set of that size. */
  public static int validation(int nTrain) {
    return Math.min(nTrain, MOST_VALIDATION);
  }
}
