package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on molecules, from training to the report, on the committed sample. */
class MoleculeCommandsTest {
  private static final Path SAMPLE =
      Stream.of("datasets/samples/molecules.extxyz", "../datasets/samples/molecules.extxyz")
          .map(Path::of)
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();

  @TempDir private static Path folder;

  private static Outcome trained = new Outcome(-1, "", "");

  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words =
        Arrays.stream(args)
            .flatMap(arg -> Stream.of(String.valueOf(arg).split(" ")))
            .toArray(String[]::new);
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static Path trained() {
    return folder.resolve("run");
  }

  @BeforeAll
  static void train() {
    trained =
        run(
            "train molec --task mu --k 8 --num_layers 2 --bs 5 --num_epochs 3 --save=True",
            "--log_suffix tiny --net_config {'fill':1.} --data",
            SAMPLE,
            "--out",
            trained());
  }

  @Test
  void trainingTellsTheErrorWithItsUnitAndWhatItWasLearnedFrom() {
    assertThat(trained.err()).contains("note: --save", "note: --log_suffix", "epoch 3 of 3");
    assertThat(trained.out())
        .containsPattern("mu: test MAE \\S+ Debye on 2 molecules")
        .contains("learned from 15;", "mean absolute deviation of mu is 1.023 Debye");
    assertThat(trained.code()).isZero();
  }

  @Test
  void aFinishedRunIsResumedToItself() throws IOException {
    byte[] before = Files.readAllBytes(trained().resolve("predictions.safetensors"));
    Outcome outcome = run("train molec --resume", trained());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains(trained.out().lines().findFirst().orElseThrow());
    assertThat(trained().resolve("predictions.safetensors")).binaryContent().isEqualTo(before);
  }

  @Test
  void predictionsStandBesideTheTruth() throws IOException {
    Outcome outcome = run("predict", trained(), SAMPLE);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("mu (dipole moment) in Debye")
        .containsPattern("1 +3 +H2O +\\S+ +1\\.85500 +\\S+")
        .containsPattern("mean absolute error \\S+ Debye over 20 molecules");

    Path csv = folder.resolve("predictions.csv");
    assertThat(run("predict", trained(), SAMPLE, "--out", csv).code()).isZero();
    assertThat(Files.readAllLines(csv))
        .hasSize(21)
        .startsWith("molecule,atoms,formula,predicted,true,unit")
        .element(1)
        .asString()
        .matches("1,3,H2O,[-0-9.E]+,1.855,Debye");
  }

  @Test
  void moleculesWithoutThePropertyHaveNoErrors() throws IOException {
    Path file = Files.writeString(folder.resolve("co.xyz"), "2\nno property\nC 0 0 0\nO 0 0 1.1\n");
    Outcome outcome = run("predict", trained(), file);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("CO").doesNotContain("true", "error");
  }

  @Test
  void atomsThatTheNetworkDoesNotKnowAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("hcl.xyz"), "2\n\nH 0 0 0\nCl 0 0 1.27\n");
    Outcome outcome = run("predict", trained(), file);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err())
        .startsWith(
            "noether predict: molecule 1 (ClH) has an atom of Cl, but the network knows only H, C,"
                + " N, O, F");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void reportsNameUnitAndExtentBesideEveryError() {
    Path out = folder.resolve("pages");
    Outcome outcome = run("report", trained(), "--out", out);
    assertThat(outcome.code()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .containsPattern(
            "\\| mu \\| MolecLieResNet, k=8 \\| 15 molecules, 3 epochs, \\S+ s \\| [0-9,]+ \\| 1"
                + " \\| \\S+ Debye \\| one seed \\| 1.02 Debye \\| .032 Debye \\|")
        .contains("| homo | meV | not run | 30 |  |", "| SE3 | not run | 26.8 meV |  |")
        .contains("figures/parity-1.png", "figures/learning-mu.png")
        .contains(
            "./noether train molec --task mu --network MolecLieResNet --net_config"
                + " \"{'fill':1.0,'k':8,'num_layers':2}\" --lr 0.003 --num_epochs 3 --bs 5 --seed 0"
                + " --data ");
    assertThat(out.resolve("figures/parity-1.png")).isNotEmptyFile();
  }

  @Test
  void aReproductionIsNotMadeTwice() {
    Path out = folder.resolve("qm9");
    String line = "reproduce qm9 --tasks mu --budget 3s --data " + SAMPLE + " --out " + out;
    Outcome first = run(line);
    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("mu-T-seed0: test error ");
    assertThat(first.out()).contains(".032 Debye", "15 molecules");
    assertThat(run(line).err()).contains("mu-T-seed0: there already").doesNotContain("epoch");
  }

  @Test
  void runsOfOtherKindsAreSentToTheirCommands() {
    assertThat(run("evaluate", trained()).err()).contains("noether report");
    assertThat(run("train springs --resume", trained()).err())
        .contains("noether train molec --resume");
  }
}
