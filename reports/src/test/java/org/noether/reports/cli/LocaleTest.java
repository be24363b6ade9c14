package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.reports.task.dynamics.SyntheticRun;
import org.noether.simulation.io.Sha256;

/** The program under locales with other digits, and with other letters for i. */
class LocaleTest {
  @TempDir private Path folder;

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void reportsAreTheSameBytes() throws IOException {
    Path run = SyntheticRun.write(folder.resolve("1"), "FC", Map.of("k", 1000), 0, 0.0125);
    Path out = folder.resolve("report");
    var reports = new HashSet<String>();
    for (String tag : List.of("en-US", "tr-TR", "ar-EG")) {
      Locale locale = Locale.forLanguageTag(tag);
      Locale.setDefault(locale);
      var text = new StringWriter();
      var writer = new PrintWriter(text);
      int code =
          Main.execute(
              writer, writer, "report", run.toString(), "--out", out.toString(), "--force");
      assertThat(code).as(text.toString()).isZero();
      assertThat(Locale.getDefault()).isEqualTo(locale);
      reports.add(contents(out));
    }
    assertThat(reports).singleElement().asString().contains("report.html");
  }

  @ParameterizedTest
  @CsvSource({"ar,EG", "tr,TR"})
  void filesHaveTheSameNames(String language, String country) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "generate",
                "springs",
                "--systems",
                "2")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(folder.resolve("datasets/springs-2-6x2d-threeEighths-seed0.h5")).exists();
  }

  @Test
  void aPathThatTheEncodingLacksIsExplained() {
    var err = new StringWriter();

    int code =
        Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), "report", "a\0b");

    assertThat(code).isEqualTo(Main.USAGE);
    assertThat(err.toString()).contains("'a?b' is no path: Nul character not allowed");
  }

  /** The files of a folder with their checksums. */
  private static String contents(Path folder) throws IOException {
    var lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.append(folder.relativize(file) + " " + Sha256.of(file) + "\n");
      }
    }
    return lines.toString();
  }
}
