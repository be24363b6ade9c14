package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aKilledProcessLeavesARunThatEndsInTheSameBits() throws Exception {
    Path killed = folder.resolve("killed");
    Process process = start(killed);
    try {
      waitForMetrics(new RunFolder(killed), process);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(new RunFolder(killed).result()).as("killed before its end").doesNotExist();
    TrainOptions options = TrainOptions.defaults().withThreads(2);

    Trainer.resume(Tiny.TASK, killed, options, TrainListener.SILENT);

    Path whole = folder.resolve("whole");
    Trainer.run(Tiny.TASK, KilledRun.config(), whole, options, TrainListener.SILENT);
    TrainerTest.assertSameRun(killed, whole);
  }

  private static Process start(Path run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            run.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void waitForMetrics(RunFolder run, Process process) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(run.metrics()) || Files.size(run.metrics()) == 0) {
      assertThat(process.isAlive()).as("the process still trains").isTrue();
      assertThat(Instant.now()).as("time to train an epoch").isBefore(end);
      Thread.sleep(5);
    }
  }
}
