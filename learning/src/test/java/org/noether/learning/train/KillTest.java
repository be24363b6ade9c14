package org.noether.learning.train;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir private Path folder;

  @Test
  void aKilledProcessLeavesARunThatEndsInTheSameBits() throws Exception {
    Path killed = folder.resolve("killed");
    Killing.afterAnEpoch(KilledRun.class, killed);
    TrainOptions options = TrainOptions.defaults().withThreads(2);

    Trainer.resume(Tiny.TASK, killed, options, TrainListener.SILENT);

    Path whole = folder.resolve("whole");
    Trainer.run(Tiny.TASK, KilledRun.config(), whole, options, TrainListener.SILENT);
    TrainerTest.assertSameRun(killed, whole);
  }
}
