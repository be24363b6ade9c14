package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.table.Browser;
import org.noether.reports.task.dynamics.SyntheticRun;

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
  void anyPropertyIsLearnedWithUnitsFreeAtomsAndSizes() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(
          "2\nProperties=species:S:1:pos:R:3 energy=%s%s\nH 0 0 0\nH 0 0 %s\n"
              .formatted(
                  -31.0 - i / 10.0, i == 3 ? "" : " homo=" + (-8 - i / 10.0), 0.7 + i / 50.0));
    }
    Path file = Files.writeString(folder.resolve("own.extxyz"), text);
    Path atoms = Files.writeString(folder.resolve("atoms.txt"), "H -13.6\n");
    String tiny = "train molec --k 8 --num_layers 1 --bs 5 --num_epochs 1";
    Path run = folder.resolve("own");

    Outcome energy =
        run(
            tiny,
            "--task energy --units eV --n_val 3 --n_test 2 --atomref",
            atoms,
            "--data",
            file,
            "--out",
            run);

    assertThat(energy.code()).as(energy.err()).isZero();
    assertThat(energy.out()).contains("eV on 2 molecules", "learned from 7;");
    assertThat(run("predict", run, file).out()).containsPattern("H2 +\\S+ +\\S+ +-3.80000 ");
    assertThat(run("report", run, "--out", folder.resolve("own-report")).code()).isZero();
    Outcome homo = run(tiny, "--task homo --data", file, "--out", folder.resolve("homo"));
    assertThat(homo.err()).contains("1 of 12 molecules have no homo", "--skip-bad leaves them out");
    homo = run(tiny, "--task homo --skip-bad --data", file, "--out", folder.resolve("homo"));
    assertThat(homo.code()).as(homo.err()).isZero();
    assertThat(homo.err())
        .contains("1 of 12 molecules have no homo; they are left out")
        .contains(
            "homo is taken to be in Hartree, but its values from -9.1000 to -8.0000 look like eV");
    Path pages = folder.resolve("homo-pages");
    assertThat(run("report", folder.resolve("homo"), "--out", pages).code()).isZero();
    assertThat(pages.resolve("report.md"))
        .content()
        .contains("| SE3 | not run | 26.8 meV |  |", "tables 1 and 3 have the 29.4 meV");
    homo =
        run(
            tiny,
            "--task homo --units eV --group_by none --skip-bad --data",
            file,
            "--out",
            folder.resolve("eV"));
    assertThat(homo.code()).as(homo.err()).isZero();
    assertThat(homo.err()).doesNotContain("look like", "several geometries");
    assertThat(run(tiny, "--task gap --data", file).err())
        .contains("these molecules have no property gap; they have [energy, homo]");
  }

  @Test
  void predictionsStandBesideTheTruth() throws IOException {
    Outcome outcome = run("predict", trained(), SAMPLE);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("mu (dipole moment) in Debye")
        .containsPattern("1 +3 +H2O +(train|validation|test) +\\S+ +1\\.85500 +\\S+")
        .containsPattern("mean absolute error \\S+ Debye over 20 molecules");

    Path csv = folder.resolve("predictions.csv");
    assertThat(run("predict", trained(), SAMPLE, "--out", csv).code()).isZero();
    assertThat(Files.readAllLines(csv))
        .hasSize(21)
        .startsWith("molecule,atoms,formula,predicted,true,unit,part")
        .element(1)
        .asString()
        .matches("1,3,H2O,[-0-9.E]+,1.855,Debye,(train|validation|test)");
  }

  @Test
  void moleculesAreMarkedThatTheNetworkLearnedFrom() throws IOException {
    Path others = folder.resolve("others.xyz");
    // The first of the sample is marked by its content, not its place; the second is new.
    List<String> sample = Files.readAllLines(SAMPLE);
    Files.writeString(
        others, "2\n\nC 0 0 0\nO 0 0 1.1\n" + String.join("\n", sample.subList(0, 5)) + "\n");

    String table = run("predict", trained(), SAMPLE).out();
    String part = run("predict", trained(), others).out();

    assertThat(table.lines().filter(line -> line.contains(" train "))).hasSize(15);
    assertThat(table.lines().filter(line -> line.contains(" validation "))).hasSize(3);
    assertThat(table.lines().filter(line -> line.contains(" test "))).hasSize(2);
    assertThat(table).contains("learned from 15 of these molecules, and 3 chose its best epoch");
    assertThat(part).containsPattern("1 +2 +CO +none ");
    String water = table.lines().filter(line -> line.contains("H2O")).findFirst().orElseThrow();
    assertThat(part).containsPattern("2 +3 +H2O +" + water.replaceAll(".* H2O +(\\S+) .*", "$1"));
  }

  @Test
  void partsAreNotKnownWithoutTheData() throws IOException {
    Path data = Files.copy(SAMPLE, folder.resolve("moved.extxyz"));
    Path run = folder.resolve("without-data");
    run("train molec --task mu --k 8 --num_layers 1 --num_epochs 1 --data", data, "--out", run);
    Files.delete(data);

    Outcome outcome = run("predict", run, SAMPLE);

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("which molecules the network learned from is not known");
    assertThat(outcome.out()).doesNotContain(" part ", " train ", " none ");
  }

  @Test
  void moleculesWithoutThePropertyHaveNoErrors() throws IOException {
    Path file = Files.writeString(folder.resolve("co.xyz"), "2\nno property\nC 0 0 0\nO 0 0 1.1\n");
    Outcome outcome = run("predict", trained(), file);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("CO").doesNotContain("true", "error");
  }

  @Test
  void moleculesAreReadFromOneFile() {
    Outcome outcome = run("predict", trained(), SAMPLE, SAMPLE);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err()).contains("one file or folder, not 2");
  }

  @Test
  void atomsThatTheNetworkDoesNotKnowAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("hcl.xyz"), "2\n\nH 0 0 0\nCl 0 0 1.27\n");
    Outcome outcome = run("predict", trained(), file);
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err())
        .startsWith(
            "noether predict: "
                + file
                + ": molecule 1 (ClH) has an atom of Cl, but the network knows only H, C, N, O, F");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void moleculesThatCannotBePredictedAreLeftOutWhenAsked() throws IOException {
    String water = "3\n\nO 0 0 0\nH 0 0 1\nH 0 1 0\n";
    Path file =
        Files.writeString(
            folder.resolve("mixed.xyz"),
            water + "2\n\nH 0 0 0\nXx 0 0 1\n" + "2\n\nH 0 0 0\nCl 0 0 1.27\n" + water);
    Outcome outcome = run("predict", trained(), file, "--skip-bad");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .contains("left out: ", "Xx", "molecule 3 (ClH) has an atom of Cl")
        .doesNotContain("more");
    assertThat(outcome.out()).containsPattern(" 1 +3  H2O").containsPattern(" 4 +3  H2O");
  }

  @Test
  void reportsNameUnitAndExtentBesideEveryError() {
    Path out = folder.resolve("pages");
    Outcome outcome = run("report", trained(), "--out", out);
    assertThat(outcome.code()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .containsPattern(
            "\\| mu \\| MolecLieResNet, k=8 \\| 15 molecules, 3 epochs, \\S+ s \\| [0-9,]+ \\|"
                + " 1 \\| \\S+ Debye \\| one seed \\| 1.02 Debye \\| 0.032 Debye \\|")
        .contains("| homo | not run | 30 meV |  |")
        .doesNotContain("Groups compared on homo", "29.4 meV")
        .contains("figures/parity-1.png", "figures/learning-mu.png")
        .contains(
            "./noether train molec --network MolecLieResNet --net_cfg"
                + " \"{'fill':1.0,'k':8,'num_layers':2}\" --lr 0.003 --num_epochs 3 --bs 5 --seed 0"
                + " --task mu --data ");
    assertThat(out.resolve("figures/parity-1.png")).isNotEmptyFile();
  }

  @Test
  void nothingOfAReportIsCut() throws Exception {
    Browser browser = Browser.demand(folder);
    Path out = folder.resolve("whole-pages");
    assertThat(run("report", trained(), "--out", out).code()).isZero();
    browser.assertNothingIsCut("molecules", out.resolve("report.html"));
  }

  @Test
  void nothingOfAReproductionIsCut() throws Exception {
    Browser browser = Browser.demand(folder);
    Path out = folder.resolve("whole");
    Outcome outcome =
        run("reproduce qm9 --tasks mu --num_epochs 1 --seeds 2 --data", SAMPLE, "--out", out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    // Without a budget there is no plan of the time.
    assertThat(out.resolve("report.md")).content().contains("| what | share | spent |");
    browser.assertNothingIsCut("reproduction", out.resolve("report.html"));
  }

  @Test
  void aReproductionIsNotMadeTwice() {
    Path out = folder.resolve("qm9");
    String line =
        "reproduce qm9 --tasks mu --budget 3s --overrun --data " + SAMPLE + " --out " + out;
    Outcome first = run(line);
    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("mu-T-seed0: test error ");
    assertThat(first.out()).contains(".032 Debye", "15 molecules");
    assertThat(run(line).err()).contains("mu-T-seed0: already finished").doesNotContain("epoch");
    Outcome other = run(line.replace("3s", "4s"));
    assertThat(other.code()).isEqualTo(Main.FAILURE);
    assertThat(other.err())
        .contains(out + " was begun with --budget 3s; choose another folder with --out");
  }

  @Test
  void runsWhichDifferInTheirRateOnlyAreToldApart() {
    Path other = folder.resolve("other-rate");
    Outcome faster =
        run(
            "train molec --task mu --k 8 --num_layers 2 --bs 5 --num_epochs 3 --lr 1e-2",
            "--subsample 1000 --net_config {'fill':1.} --data",
            SAMPLE,
            "--out",
            other);
    assertThat(faster.code()).isZero();
    assertThat(faster.err()).contains("mu: only 15 molecules to learn from; all are used");

    Path out = folder.resolve("two-rates");
    assertThat(run("report", trained(), other, "--out", out).code()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .contains("| mu | MolecLieResNet, k=8 | ", "| mu | MolecLieResNet, k=8 #2 | ");
    assertThat(out.resolve("figures/learning-mu.png")).isNotEmptyFile();
  }

  @Test
  void aGraphNetworkGoesTheWholeWay() {
    Path graph = folder.resolve("graph");
    assertThat(
            run(
                    "train molec --task mu --network MolecGN --k 8 --bs 5 --num_epochs 2 --data",
                    SAMPLE,
                    "--out",
                    graph)
                .code())
        .isZero();
    assertThat(run("train molec --resume", graph).code()).isZero();
    assertThat(run("predict", graph, SAMPLE).out()).contains("Debye over 20 molecules");
    assertThat(run("report", graph, "--out", folder.resolve("graph-pages")).out())
        .contains("report.html");
  }

  @Test
  void aNetworkMaySeeNothingButDistances() {
    Outcome outcome =
        run(
            "train molec --task mu --group FakeSchGroup() --k 8 --num_layers 1 --bs 5",
            "--num_epochs 1 --data",
            SAMPLE,
            "--out",
            folder.resolve("distances"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  @Test
  void allGroupsAreComparedOnHomo() throws IOException {
    Path out = folder.resolve("homo");
    Path file = withHomo();
    Outcome outcome =
        run("reproduce qm9 --tasks homo,mu --budget 5s --overrun --data " + file + " --out " + out);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .containsPattern("\\| SO3 \\| k=64, 15 molecules, [^|]+ \\| 65.4 meV \\| \\S+ meV \\|")
        .containsPattern("\\| SE3 \\| k=64, 15 molecules, [^|]+ \\| 26.8 meV \\| \\S+ meV \\|")
        .containsPattern("(?s)\\| homo \\| MolecLieResNet SE3.*\\| mu \\| MolecLieResNet T");
    assertThat(outcome.err()).containsSubsequence("mu-T-seed0: test", "homo-SO3-seed0: test");
  }

  /** The sample, each molecule with a property more. */
  private Path withHomo() throws IOException {
    return Files.writeString(
        folder.resolve("homo.extxyz"),
        Files.readString(SAMPLE).replaceAll("mu=(\\S+)", "mu=$1 homo=$1"));
  }

  @Test
  void figuresOfSeveralPropertiesStandSideBySide() throws IOException {
    Path homo = folder.resolve("homo-run");
    Outcome outcome =
        run(
            "train molec --task homo --k 8 --num_layers 1 --bs 5 --num_epochs 3 --data",
            withHomo(),
            "--out",
            homo);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Path out = folder.resolve("two-properties");
    assertThat(run("report", trained(), homo, "--out", out).code()).isZero();
    assertThat(out.resolve("report.html"))
        .content()
        .contains(
            "alt=\"Learning curves: mu\" width=\"320\"",
            "alt=\"Learning curves: homo\" width=\"320\"");
  }

  @Test
  void runsOnSpringsPredictNoMolecules() throws IOException {
    Path springs = SyntheticRun.write(folder.resolve("springs"), "FC", Map.of(), 0, 1);
    Outcome outcome = run("predict", springs, SAMPLE);
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err())
        .contains(springs + " is a run on springs, which predicts nothing for files");
  }

  @Test
  void runsOfOtherKindsAreSentToTheirCommands() {
    assertThat(run("evaluate", trained()).err()).contains("noether report");
    assertThat(run("train springs --resume", trained()).err())
        .contains("noether train molec --resume");
  }
}
