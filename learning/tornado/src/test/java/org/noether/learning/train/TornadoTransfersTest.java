package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.backend.tornado.ProfiledBytes;
import org.noether.learning.task.image.ImageTask;
import org.noether.learning.task.image.TinyImages;
import org.noether.learning.task.molecule.TinyMolecules;

/** What training steps transfer, as TornadoVM's profiler counts it. */
class TornadoTransfersTest {
  private static final int STEPS = 10;

  /** The bytes of a loss: the smallest array that moves, with its header. */
  private static final long LOSS = 80;

  @TempDir Path folder;

  @Test
  void hLieResNetWithBalls() throws IOException {
    transfersTheBatchAndTheLoss(
        Tiny.TASK, k -> Tiny.hLieResNet(Backends.TORNADO, 1, Map.of("k", k, "nbhd", 2)));
  }

  @Test
  void molecLieResNetWithBalls() throws IOException {
    Path file = TinyMolecules.write(folder, 40);
    transfersTheBatchAndTheLoss(
        TinyMolecules.task(folder),
        k -> TinyMolecules.config(file, Backends.TORNADO, 1, Map.of("k", k, "fill", .5)));
  }

  @Test
  void imgLieResnetWithBalls() throws IOException {
    Path images = TinyImages.write(folder, 10, 12);
    transfersTheBatchAndTheLoss(
        new ImageTask(), k -> TinyImages.config(images, Backends.TORNADO, 1, Map.of("k", k)));
  }

  /** Compares ten steps of a network and of one twice as wide. */
  private static <C extends RunConfig<C>, R extends RunResult> void transfersTheBatchAndTheLoss(
      LearningTask<C, R> task, Function<Integer, C> ofWidth) throws IOException {
    assertThat(toDevice(task, ofWidth.apply(16)))
        .as("bytes to the device, which do not depend on the number of weights")
        .isEqualTo(toDevice(task, ofWidth.apply(8)));
  }

  /** Returns the bytes that each step copies to the device; to the host it copies the loss. */
  private static <C extends RunConfig<C>, R extends RunResult> List<Long> toDevice(
      LearningTask<C, R> task, C config) throws IOException {
    Backend backend = Backends.choose(config.backend()).backend();
    List<Long> toDevice = new ArrayList<>();
    try (var training =
        new Training(backend, task.objective(config, backend, 1, _ -> {}), config.seed())) {
      for (int step = 0; step < STEPS; step++) {
        training.step(step, config.lr());
      }
      ProfiledBytes bytes = ProfiledBytes.of(backend);
      int kernels = bytes.kernels();
      for (int step = 0; step < STEPS; step++) {
        long in = bytes.toDevice();
        long out = bytes.toHost();
        training.step(step, config.lr());
        assertThat(bytes.toHost() - out).as("bytes to the host in step %d", step).isEqualTo(LOSS);
        toDevice.add(bytes.toDevice() - in);
      }
      System.out.printf(
          "%s: %d launches of %d kernels in %d steps, bytes to the device %s%n",
          config.network(), bytes.launches(), bytes.kernels(), STEPS, toDevice);
      assertThat(bytes.kernels()).as("kernels").isEqualTo(kernels);
    }
    return toDevice;
  }
}
