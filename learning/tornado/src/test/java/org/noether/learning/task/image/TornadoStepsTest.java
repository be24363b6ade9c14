package org.noether.learning.task.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.molecule.TinyMolecules;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.Tiny;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;

/** Training on TornadoVM's device follows training on the processor. */
class TornadoStepsTest {
  private static final int STEPS = 10;

  /**
   * The largest relative difference of a loss. Rounding changes a loss by 1e-6, and each step of
   * Adam may multiply that by a few: it divides gradients by their own size.
   */
  private static final double TOLERANCE = 1e-3;

  @TempDir Path folder;

  @Test
  void hLieResNet() throws IOException {
    follows(Tiny.TASK, Tiny.hLieResNet("cpu", 5));
  }

  @Test
  void hogn() throws IOException {
    DynamicsConfig other = Tiny.fc("cpu", 5);
    follows(
        Tiny.TASK,
        new DynamicsConfig(
            "HOGN",
            Map.of("k", 8),
            other.data(),
            other.nTrain(),
            other.nVal(),
            other.nTest(),
            other.lr(),
            other.bs(),
            other.numEpochs(),
            other.seed(),
            other.backend()));
  }

  @Test
  void molecLieResNet() throws IOException {
    Path file = TinyMolecules.write(folder, 40);
    follows(TinyMolecules.task(folder), TinyMolecules.config(file, "cpu", 5, Map.of()));
  }

  @Test
  void imgLieResnet() throws IOException {
    Path images = TinyImages.write(folder, 10, 12);
    follows(new ImageTask(), TinyImages.config(images, "cpu", 5, Map.of()));
  }

  /** Trains on the processor, and twice on the device, which gives the same bits. */
  private <C extends RunConfig<C>, R extends RunResult> void follows(
      LearningTask<C, R> task, C config) throws IOException {
    List<Double> expected = losses(task, config);
    List<Double> losses = losses(task, config.withBackend(Backends.TORNADO));
    System.out.printf(
        "%s: losses %s on the device, %s on the processor%n", config.network(), losses, expected);

    assertThat(losses).hasSizeGreaterThanOrEqualTo(STEPS);
    for (int step = 0; step < STEPS; step++) {
      double loss = expected.get(step);
      assertThat(losses.get(step))
          .as("loss of step %d", step + 1)
          .isCloseTo(loss, within(TOLERANCE * Math.abs(loss)));
    }
    assertThat(losses(task, config.withBackend(Backends.TORNADO))).isEqualTo(losses);
  }

  private <C extends RunConfig<C>, R extends RunResult> List<Double> losses(
      LearningTask<C, R> task, C config) throws IOException {
    List<Double> losses = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void onStep(int epoch, int step, int stepsPerEpoch, double loss) {
            losses.add(loss);
          }
        };
    Path run = folder.resolve("run" + System.nanoTime());
    Trainer.run(task, config, run, TrainOptions.defaults(), listener);
    return losses;
  }
}
