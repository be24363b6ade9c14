package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users write into the project's folder when they type what the documentation says. */
class DocumentedOutputsTest {
  private static final Pattern OUTPUT = Pattern.compile("--(?:out|csv|plot)[ =]([\\w./-]+)");

  /** Where commands write that are not told where. */
  private static final List<String> DEFAULTS =
      List.of(
          "datasets/springs.h5",
          "runs/springs-FC-1",
          "report",
          "report-qm9",
          "report-rotmnist",
          "study",
          "again/fc");

  @Test
  void gitIgnoresIt() throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(DocumentationPage.ROOT.resolve(".git")),
        "skipped: these sources are in no repository of git");
    List<String> outputs =
        Stream.concat(
                DEFAULTS.stream(),
                DocumentationPage.all().stream()
                    .flatMap(page -> page.blocks().stream())
                    .filter(block -> block.info().startsWith("sh"))
                    .flatMap(block -> OUTPUT.matcher(block.text()).results())
                    .map(found -> found.group(1)))
            .distinct()
            .filter(name -> !name.startsWith("/"))
            .toList();
    assertThat(outputs).hasSizeGreaterThan(DEFAULTS.size() + 10);
    Process git =
        new ProcessBuilder("git", "check-ignore", "--stdin")
            .directory(DocumentationPage.ROOT.toAbsolutePath().toFile())
            .start();
    try (var in = git.outputWriter(StandardCharsets.UTF_8)) {
      for (String name : outputs) {
        // A file, or a folder.
        in.write(name + "\n" + name + "/\n");
      }
    }
    List<String> ignored =
        git.inputReader(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("/$", ""))
            .distinct()
            .toList();
    assertThat(git.waitFor()).isZero();
    assertThat(ignored).containsExactlyInAnyOrderElementsOf(outputs);
  }
}
