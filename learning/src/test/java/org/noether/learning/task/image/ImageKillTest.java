package org.noether.learning.task.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.train.Killing;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.Trainer;

class ImageKillTest {
  @TempDir private Path folder;

  @Test
  void aKilledProcessLeavesARunThatEndsInTheSameBits() throws Exception {
    Path images = TinyImages.write(folder, 10, 6);
    Path killed = folder.resolve("killed");
    Killing.afterAnEpoch(KilledImageRun.class, killed);
    TrainOptions options = TrainOptions.defaults().withThreads(2);

    Trainer.resume(new ImageTask(), killed, options, TrainListener.SILENT);

    Path whole = folder.resolve("whole");
    Trainer.run(
        new ImageTask(),
        KilledImageRun.config(images),
        whole,
        options.withThreads(1),
        TrainListener.SILENT);
    assertSameRun(killed, whole);
  }

  /** Checks that all files that tell nothing of circumstances are the same. */
  static void assertSameRun(Path one, Path other) {
    for (String file :
        List.of(
            "config.json",
            "images.json",
            "metrics.jsonl",
            "checkpoint.safetensors",
            "best.safetensors",
            "result.json")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }
}
