package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.task.dynamics.SyntheticRun;

/** Commands replace no file unless they are told to, and a run knows its data. */
class ReplacementTest {
  @TempDir private Path folder;
  private String out = "";
  private String err = "";

  private int run(Object... words) {
    var printed = new StringWriter();
    var told = new StringWriter();
    String[] args =
        new ArrayList<>(List.of(words)).stream().map(Object::toString).toArray(String[]::new);
    int code = Main.execute(new PrintWriter(printed), new PrintWriter(told), args);
    out = printed.toString();
    err = told.toString();
    return code;
  }

  private void generate(Path file, int seed, Object... more) {
    var words = new ArrayList<Object>(List.of("generate", "springs", "--systems", 2210));
    words.addAll(List.of("--bodies", 2, "--seed", seed, "--out", file, "-q"));
    words.addAll(List.of(more));
    assertThat(run(words.toArray())).as(err).isZero();
  }

  @Test
  void trajectoriesAreReplacedOnRequestOnly() throws IOException {
    Path file = folder.resolve("springs.h5");
    Files.writeString(file, "precious");
    assertThat(run("generate", "springs", "--systems", 2, "--out", file)).isEqualTo(Main.FAILURE);
    assertThat(err)
        .isEqualTo(
            "noether generate: "
                + file
                + " exists; --force replaces it, or choose another place with --out\n");
    assertThat(file).hasContent("precious");
    assertThat(run("generate", "springs", "--systems", 2, "--out", file, "--force")).isZero();
    assertThat(Files.size(file)).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"springs.csv", "springs", "springs.npz", "springs.h5.txt"})
  void trajectoriesAreNotNamedAsAnotherFormat(String name) {
    Path file = folder.resolve(name);
    assertThat(run("generate", "springs", "--systems", 2, "--out", file)).isEqualTo(Main.USAGE);
    assertThat(err).contains("written as HDF5").contains(".h5");
    assertThat(file).doesNotExist();
  }

  @Test
  void reportsAreReplacedOnRequestOnly() throws IOException {
    Path fc = SyntheticRun.write(folder.resolve("fc"), "FC", Map.of("k", 256), 0, 0.015);
    Path pages = folder.resolve("pages");
    assertThat(run("report", fc, "--out", pages)).isZero();
    byte[] html = Files.readAllBytes(pages.resolve("report.html"));
    assertThat(run("report", fc, "--out", pages)).isEqualTo(Main.FAILURE);
    assertThat(err).contains("report.html exists; --force");
    assertThat(run("reproduce", "springs", "--out", pages)).isEqualTo(Main.FAILURE);
    assertThat(err).contains("holds another report");
    assertThat(run("report", fc, "--out", pages, "--force")).isZero();
    assertThat(pages.resolve("report.html")).hasBinaryContent(html);
  }

  @Test
  void aRunIsNeitherEvaluatedNorResumedOnOtherData() throws IOException {
    Path file = folder.resolve("springs.h5");
    generate(file, 0);
    Path fc = folder.resolve("fc");
    assertThat(
            run(
                "train",
                "springs",
                "--network",
                "fc",
                "--net_cfg",
                "{'k':4,'num_layers':1}",
                "--data",
                file,
                "--n_train",
                10,
                "--num_epochs",
                1,
                "--out",
                fc,
                "--json"))
        .as(err)
        .isZero();
    assertThat(out).contains("\"test_mse\":").contains("data_sha256");
    Object[] evaluate = {"evaluate", fc, "--systems", 2, "--steps", 3};
    assertThat(run(evaluate)).as(err).isZero();
    for (String left : List.of(".noether-lock", ".evaluation.json.noether-lock")) {
      Files.createFile(fc.resolve(left));
    }
    assertThat(run(evaluate)).isEqualTo(Main.FAILURE);
    assertThat(err).contains("evaluation.json exists; --force replaces it\n");
    assertThat(fc)
        .as("what a killed evaluation leaves")
        .isDirectoryNotContaining("glob:**noether-lock");
    assertThat(run("evaluate", fc, "--systems", 2, "--steps", 3, "--force", "--json")).isZero();
    assertThat(out).startsWith("{").contains("\"test_mse\":");
    generate(file, 1, "--force");
    assertThat(run("evaluate", fc, "--force")).isEqualTo(Main.FAILURE);
    assertThat(err).contains("learned from other data than there are now").contains("restore it");
    assertThat(fc.resolve("result.json").toFile().delete()).isTrue();
    assertThat(run("train", "springs", "--resume", fc)).isEqualTo(Main.FAILURE);
    assertThat(err).contains("learned from other data than there are now");
  }
}
