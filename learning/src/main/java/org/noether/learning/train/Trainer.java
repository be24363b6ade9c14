package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;

/** Trains networks and leaves run folders. */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains a network from the beginning.
   *
   * @throws IOException if the folder holds a run already, or data or folder cannot be read or
   *     written
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome run(
      TrainConfig config, Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped.
   *
   * @throws IOException if the folder holds no run, or one that does not fit together
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome resume(Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
