package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.image.ImageText;

/** The commands that reports print, run in other folders: each repeats the result of its run. */
class PrintedCommandsTest {
  private static final String COMMAND = "./noether ";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @Test
  void ofAStudyOfFewSystems() throws IOException {
    Path data = systems("springs", 2012);
    Path out = folder.resolve("study");
    run(
        "study",
        "springs",
        "--n_train",
        "4,6",
        "--networks",
        "FC",
        "--seeds",
        1,
        "--budget",
        "3s",
        "--overrun",
        "--data",
        data,
        "--out",
        out);

    assertRepeated(out.resolve("report.md"), runsIn(out));
  }

  @Test
  void ofAReproductionWithRollouts() throws IOException {
    Path out = folder.resolve("springs");
    run("reproduce", "springs", "--networks", "FC", "--num_epochs", 1, "--out", out);

    assertThat(runsIn(out).getFirst().resolve("evaluation.json")).exists();
    assertRepeated(out.resolve("report.md"), runsIn(out));
  }

  @Test
  void ofAReproductionWithMolecules() throws IOException {
    Path out = folder.resolve("qm9");
    run(
        "reproduce",
        "qm9",
        "--tasks",
        "mu",
        "--budget",
        "2s",
        "--overrun",
        "--data",
        molecules(),
        "--out",
        out);

    assertRepeated(out.resolve("report.md"), runsIn(out));
  }

  @Test
  void ofAReproductionWithImages() throws IOException {
    Path out = folder.resolve("rotmnist");
    run(
        "reproduce",
        "rotmnist",
        "--groups",
        "T2",
        "--budget",
        "1s",
        "--overrun",
        "--data",
        pictures(),
        "--out",
        out);

    assertRepeated(out.resolve("report.md"), runsIn(out));
  }

  @Test
  void ofRunsThatEndedBeforeTheirLastEpoch() throws IOException {
    Path begun = folder.resolve("begun");
    run(
        "train",
        "nbody",
        "--network",
        "FC",
        "--net_cfg",
        "{'k':8,'num_layers':1}",
        "--n_train",
        20,
        "--n_val",
        5,
        "--n_test",
        7,
        "--num_epochs",
        8,
        "--last_epoch",
        3,
        "--data",
        systems("nbody", 40),
        "--out",
        begun);
    Path out = folder.resolve("report");
    run("report", begun, "--out", out);

    assertThat(out.resolve("report.md")).content().contains("--num_epochs 8 --last_epoch 3 ");
    assertRepeated(out.resolve("report.md"), List.of(begun));
  }

  private void assertRepeated(Path report, List<Path> runs) throws IOException {
    List<Path> repeated = new ArrayList<>();
    for (String line : Files.readAllLines(report)) {
      List<Object> words =
          WORD.matcher(line)
              .results()
              .<Object>map(word -> word.group(1) == null ? word.group(2) : word.group(1))
              .collect(Collectors.toCollection(ArrayList::new));
      if (line.startsWith(COMMAND + "train ")) {
        Path run = folder.resolve("repeated-" + repeated.size());
        words.set(words.indexOf("--out") + 1, run);
        run(words.stream().skip(1).toArray());
        repeated.add(run);
      } else if (line.startsWith(COMMAND + "evaluate ")) {
        words.set(2, repeated.getLast());
        run(words.stream().skip(1).toArray());
      }
    }
    assertThat(results(repeated)).isNotEmpty().isEqualTo(results(runs));
  }

  /** What was trained, with which result and rollouts, in any order. */
  private static List<String> results(List<Path> runs) throws IOException {
    List<String> results = new ArrayList<>();
    for (Path run : runs) {
      var files = new StringBuilder();
      for (String file : List.of("config.json", "result.json", "evaluation.json")) {
        if (Files.exists(run.resolve(file))) {
          files.append(Files.readString(run.resolve(file)));
        }
      }
      results.add(files.toString());
    }
    return results.stream().sorted().toList();
  }

  private static List<Path> runsIn(Path comparison) throws IOException {
    try (Stream<Path> runs = Files.list(comparison.resolve("runs"))) {
      return runs.toList();
    }
  }

  private Path systems(String kind, int count) {
    Path file = folder.resolve("systems.h5");
    run("generate", kind, "--systems", count, "--out", file);
    return file;
  }

  private static Path molecules() {
    return Stream.of("datasets/samples/molecules.extxyz", "../datasets/samples/molecules.extxyz")
        .map(Path::of)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private Path pictures() throws IOException {
    Path data = folder.resolve("pictures");
    for (int i = 0; i < 10; i++) {
      Path file = data.resolve(i % 2 == 0 ? "black" : "white").resolve(i + ".png");
      ImageText.png(file, BufferedImage.TYPE_BYTE_GRAY, 8, 8, i % 2 == 0 ? 0x111111 : 0xffffff);
    }
    return data;
  }

  private static void run(Object... words) {
    var err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            Arrays.stream(words).map(String::valueOf).toArray(String[]::new));
    assertThat(code).as("%s: %s", Arrays.toString(words), err).isZero();
  }
}
