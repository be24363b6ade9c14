package org.noether.learning.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Kills a process that trains. */
public final class Killing {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Killing() {}

  /**
   * Starts a process and kills it once it has trained an epoch.
   *
   * @param main the program, whose argument is the run's folder
   */
  public static void afterAnEpoch(Class<?> main, Path folder) throws Exception {
    RunFolder run = new RunFolder(folder);
    Process process = start(main, folder);
    try {
      waitForMetrics(run, process);
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(run.result()).as("killed before its end").doesNotExist();
  }

  private static Process start(Class<?> main, Path run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
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
