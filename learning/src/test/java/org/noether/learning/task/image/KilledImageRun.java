package org.noether.learning.task.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;

/** The process that {@link ImageKillTest} kills: a training with a checkpoint after every step. */
final class KilledImageRun {
  private KilledImageRun() {}

  /**
   * Trains on the images beside the run's folder.
   *
   * @param args the run's folder
   */
  public static void main(String[] args) throws IOException {
    Path run = Path.of(args[0]);
    Trainer.run(
        new ImageTask(),
        config(run.resolveSibling("images10")),
        run,
        TrainOptions.defaults().withThreads(1).withCheckpointEvery(Duration.ZERO),
        TrainListener.SILENT);
  }

  /** More epochs than a moment sees. */
  static ImageConfig config(Path images) {
    return TinyImages.config(images, "cpu", 12, TinyImages.group("SE2"));
  }
}
