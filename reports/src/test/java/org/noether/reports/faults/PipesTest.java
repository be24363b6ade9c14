package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.cli.Main;

/** Pipes in the place of files, which would keep a reader waiting. */
class PipesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train springs --data",
        "train molec --data",
        "train img --data",
        "data describe",
        "data fetch qm9 --manifest",
        "study springs --data",
      })
  void areRefused(String command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: there is no mkfifo here");
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
    String[] words =
        Stream.concat(Stream.of(command.split(" ")), Stream.of(pipe.toString()))
            .toArray(String[]::new);
    var err = new StringWriter();

    int code =
        assertTimeoutPreemptively(
            PATIENCE,
            () -> Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), words));

    assertThat(code).as(err.toString()).isEqualTo(Main.FAILURE);
    assertThat(err.toString()).contains(pipe + ": it is a device or a pipe");
  }
}
