package org.noether.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.noether.reports.cli.Main;

/** Commands in this process, and what they write. */
final class SparkRuns {
  private SparkRuns() {}

  /** Runs a command that succeeds, and returns what it printed beside its result. */
  static String succeed(String command) {
    return run(command, 0);
  }

  /** Runs a command that ends with an exit code, and returns what it printed beside its result. */
  static String run(String command, int expected) {
    var err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err, true), command.split(" "));
    assertThat(code).as("%s: %s", command, err).isEqualTo(expected);
    return err.toString();
  }

  /** Waits until a condition is met. */
  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Compares the files of two folders, but those that differ wherever they are made. */
  static void assertSameFiles(Path expected, Path actual) throws IOException {
    for (Path file : files(expected)) {
      assertThat(actual.resolve(expected.relativize(file))).hasSameBinaryContentAs(file);
    }
    assertThat(files(actual)).hasSameSizeAs(files(expected));
  }

  /** The files of a folder that are the same wherever they are made. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("environment.json|timing.jsonl"))
          .toList();
    }
  }
}
