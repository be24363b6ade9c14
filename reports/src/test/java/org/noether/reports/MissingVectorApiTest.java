package org.noether.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were started without {@code --add-modules jdk.incubator.vector}. */
class MissingVectorApiTest {
  private static final String ADVICE =
      "Noether computes with the Vector API: start java with --add-modules jdk.incubator.vector";

  @TempDir private Path folder;

  @Test
  void aProgramEndsWithOneLine() throws IOException, InterruptedException {
    for (String statement :
        List.of(
            "CompiledFunction.of(new Graph().input(\"x\", Shape.of(1)).square());",
            "new org.noether.learning.backend.cpu.CpuBackend();")) {
      Path source =
          Files.writeString(
              folder.resolve("Program.java"),
              """
              import org.noether.learning.backend.*;
              import org.noether.learning.tensor.*;

              class Program {
                public static void main(String[] arguments) throws Exception {
                  %s
                }
              }
              """
                  .formatted(statement));
      assertThat(errors(source.toString())).singleElement().asString().endsWith(": " + ADVICE);
    }
  }

  @Test
  void theCommandLineEndsWithOneLine() throws IOException, InterruptedException {
    for (String command : List.of("devices", "benchmark springs")) {
      assertThat(errors(("org.noether.reports.cli.Main " + command).split(" ")))
          .containsExactly("noether " + command + ": " + ADVICE);
    }
  }

  private List<String> errors(String... words) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process java =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Duser.language=en",
                            "-cp",
                            System.getProperty("java.class.path")),
                        Stream.of(words))
                    .toList())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    assertThat(java.waitFor()).isEqualTo(1);
    return Files.readAllLines(err);
  }
}
