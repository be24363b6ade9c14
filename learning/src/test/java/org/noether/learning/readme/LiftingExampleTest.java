package org.noether.learning.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of README's section on groups, run as README says. */
class LiftingExampleTest {
  private static final Pattern PROGRAM_AND_OUTPUT =
      Pattern.compile("`Lifting\\.java`:\n+```java\n(.*?)```.*?\n```\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void printsWhatReadmeSays() throws IOException, InterruptedException {
    Path readme = Path.of(Files.exists(Path.of("README.md")) ? "README.md" : "../README.md");
    Matcher shown = PROGRAM_AND_OUTPUT.matcher(Files.readString(readme));
    assertThat(shown.find()).isTrue();
    Path program = Files.writeString(folder.resolve("Lifting.java"), shown.group(1));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");

    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Duser.language=en",
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.toString()))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).isEqualTo(shown.group(2));
    assertThat(shown.group(2).lines().distinct()).hasSize(1);
  }
}
