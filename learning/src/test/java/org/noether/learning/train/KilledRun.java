package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.noether.learning.task.dynamics.DynamicsConfig;

/** The process that {@link KillTest} kills: a training with a checkpoint after every step. */
final class KilledRun {
  private KilledRun() {}

  /**
   * Trains.
   *
   * @param args the run's folder
   */
  public static void main(String[] args) throws IOException {
    Trainer.run(
        Tiny.TASK,
        config(),
        Path.of(args[0]),
        TrainOptions.defaults().withThreads(1).withCheckpointEvery(Duration.ZERO),
        TrainListener.SILENT);
  }

  /** More epochs than a second sees. */
  static DynamicsConfig config() {
    return Tiny.fc("reference", 150);
  }
}
