package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.learning.group.GroupSpec;
import org.noether.reports.task.dynamics.SyntheticRun;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
  @TempDir private Path folder;

  private static Outcome run(String... args) {
    return Outcome.of(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate",
        "generate rotmnist",
        "data",
        "data fetch",
        "data describe",
        "train",
        "train molec",
        "evaluate",
        "predict",
        "report",
        "reproduce",
        "reproduce qm9",
        "study",
        "benchmark",
        "benchmark molec",
        "devices",
        "completion",
        "help",
        "version"
      })
  void helpTeachesByExample(String command) {
    Outcome outcome = run((command + " --help").split(" "));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("Usage: noether " + command)
        .contains("Example")
        .contains("  noether " + command);
    assertThat(outcome.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(run("--help").out())
        .contains(
            "generate",
            "data",
            "train",
            "evaluate",
            "predict",
            "report",
            "reproduce",
            "study",
            "benchmark",
            "devices");
  }

  @Test
  void listsOfCommandsSayWhatEachDoesInASentence() {
    for (String group : List.of("", "data", "train", "reproduce", "study", "benchmark")) {
      String help = run((group + " --help").strip().split(" ")).out();
      String list =
          help.replaceFirst("(?s).*(Commands|Tasks):\n", "").replaceFirst("(?s)\n\n.*", "");
      assertThat(list.replaceAll("\n {4,}", " ").lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).matches("  \\S+ +[A-Z].*\\."));
    }
  }

  @Test
  void helpAndVersionAreCommandsToo() {
    assertThat(run("help", "train", "springs")).isEqualTo(run("train", "springs", "--help"));
    assertThat(run("help")).isEqualTo(run("--help"));
    assertThat(run("version")).isEqualTo(run("--version"));
  }

  @Test
  void namesHaveAnyCase() {
    Outcome outcome =
        run(
            ("Train SPRINGS --Network hlieresnet --NET_CFG {'group':so2(),'act':'SWISH'} --n_train"
                    + " 9000 --out "
                    + folder.resolve("run"))
                .split(" "));
    assertThat(outcome.err()).contains("is more than the 10000 systems");
    assertThat(GroupSpec.of("fakeschgroup", List.of(), Map.of()).name()).isEqualTo("FakeSchGroup");
    assertThat(run("generate", "Springs", "--systems", "0").err())
        .contains("at least one system is needed");
  }

  @Test
  void quietLeavesResultsOnlyAndJsonIsOneObject() {
    Path file = folder.resolve("springs.h5");
    Outcome outcome =
        run("generate", "springs", "--systems", "2", "--out", "" + file, "--quiet", "--json");
    assertThat(outcome.err()).isEmpty();
    assertThat(new JsonMapper().readTree(outcome.out()).path("file").asString())
        .isEqualTo("" + file);
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(
            new JsonMapper().readTree(run("devices", "--json").out()).path("backends").has("cpu"))
        .isTrue();
  }

  @Test
  void versionNamesTheProgramAndJava() {
    assertThat(run("--version").out()).startsWith("noether ").contains("Java 25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "|noether: missing command; known: generate, data, train",
        "genrate|noether: unknown command 'genrate'; known: generate, data, train, evaluate,"
            + " rollout, predict, report, reproduce, study, benchmark, symmetry, devices,"
            + " completion, help, version; did you mean 'generate'?",
        "generate|noether generate: Missing required parameter: 'SYSTEM'",
        "generate sprngs|noether generate: unknown system 'sprngs'; known: SYSTEMS; did you mean"
            + " 'springs'?",
        "study --seeds 3|noether study: name a task before --seeds, as in 'noether study springs"
            + " --seeds'",
        "generate springs --master local[0]|noether generate: --master: 'local[0]' is none"
            + " of local[N] with N from 1, local[*],",
        "generate springs --sistems 3|noether generate: unknown option '--sistems'; did you mean"
            + " '--systems'?",
        "generate springs --dt 0x1p-3|noether generate: --dt: '0x1p-3' is not a number",
        "generate springs --systems ten|noether generate: --systems: 'ten' is not an int",
        "generate springs --systems 0|noether generate: at least one system is needed, not 0",
        "generate springs --integrator dop85|noether generate: --integrator: unknown integrator"
            + " 'dop85'; known: threeEighths, dop853, leapfrog, yoshida4, implicitMidpoint, gauss4;"
            + " did you mean 'dop853'?",
        "train molek|noether train: unknown task 'molek'; known: SYSTEMS, dynamics, molec, img; did"
            + " you mean 'molec'?",
        "train|noether train: Missing required parameter: 'TASK'; it is SYSTEMS, dynamics, molec or"
            + " img",
        "train molec --aug {|noether train molec: --aug",
        "reproduce qm8|noether reproduce: unknown task 'qm8'; known: SYSTEMS, qm9, rotmnist; did"
            + " you mean 'qm9'?",
        "reproduce qm9 --tasks homo,A|noether reproduce qm9: --tasks: the paper has no property"
            + " 'A'; it has alpha, gap, homo, lumo, mu, Cv, G, H, r2, U, U0, zpve",
        "train springs --net_cfg {'k'256}|noether train springs: --net_cfg, column 5: expected ':'"
            + " after 'k', found '2', here: {'k' >>> 256}",
        "train springs --net_cfg {'group':SE2(alfa=2)}|noether train springs: --net_cfg: SE2 takes"
            + " no argument 'alfa'; it takes alpha; did you mean 'alpha'?",
        "train springs --num-epochs=x|noether train springs: --num-epochs: 'x' is not an int",
        "train springs --budget 5x|noether train springs: --budget: '5x' is not a time such as 90s,"
            + " 5m or 1h30m",
        "train springs --save=maybe|noether train springs: --save: 'maybe' is neither True nor"
            + " False",
        "train springs --dtype int8|noether train springs: --dtype must be float32 or float64, not"
            + " 'int8'",
        "train springs --trainer_config {'log_dirr':'x'}|noether train springs: --trainer_config"
            + " has no option 'log_dirr'; it has early_stop_metric, log_args, log_dir, log_suffix,"
            + " tol; did you mean 'log_dir'?",
        "train springs --resume x --lr 1|noether train springs: --resume continues the run with its"
            + " own options; remove --lr",
        "reproduce springs --budget 5m --full|noether reproduce springs: --budget=TIME,"
            + " --full are mutually exclusive",
        "reproduce springs --seeds 0|noether reproduce springs: --seeds must be positive, not 0",
        "study springs --n_train 10,x|noether study springs: --n_train: 'x' is not a number of"
            + " systems of at least 2, as in 10,100,1000",
        "study springs --n_train 1|noether study springs: --n_train: '1' is not a number of systems"
            + " of at least 2, as in 10,100,1000",
        "study springs --networks FC,HOGM|noether study springs: --networks: unknown network"
            + " 'HOGM'; known: FC, HFC, OGN, HOGN, VOGN, HLieResNet:Trivial(2), HLieResNet:T(2),"
            + " HLieResNet:SO2(), FLieResnet:T(2); did you mean 'HOGN'?",
        "study springs --networks FC,S2()|noether study springs: no group 'S2'; known:",
        "study springs --networks T(3)|noether study springs: HLieResNet:",
        "study springs --n_train 10,9000|noether study springs: --n_train 9000 needs 13000 systems,"
            + " with those to validate and to test, but there are 10000; make more with 'noether"
            + " generate springs --systems 13000 --out more.h5', and add --data more.h5",
        "study springs --seeds 0|noether study springs: --seeds must be positive, not 0",
        "study springs --budget 5m --full|noether study springs: --budget=TIME, --full are"
            + " mutually exclusive",
        "generate springs --jsn|noether generate: unknown option '--jsn'; did you mean '--json'?",
        "help train molek|noether help: noether train has no command 'molek'; did you mean"
            + " 'molec'?",
        "completion tcsh|noether completion: unknown shell 'tcsh'; known: bash, zsh, fish",
        "train molec --network MolecLieResnt --data missing.xyz|noether train molec: no network"
            + " 'MolecLieResnt'; known: MolecLieResNet, MolecGN",
        "train molec --group S3() --data missing.xyz|noether train molec: no group 'S3'",
        "train img --network ResNet --data missing.h5|noether train img: no network 'ResNet'",
        "train img --net_cfg {'group':S2()} --data missing.h5|noether train img: no group 'S2'",
        "train springs --network FCC --data missing.h5|noether train springs: no network 'FCC'",
        "train springs --network hlieresnet --net_cfg {'group':S2()} --data missing.h5|noether"
            + " train springs: no group 'S2'",
        "study springs --networks S2() --data missing.h5|noether study springs: no group 'S2'",
        "benchmark|noether benchmark: Missing required parameter: 'TASK'; it is SYSTEMS, dynamics,"
            + " molec or img",
        "benchmark molec --seconds 0|noether benchmark molec: --seconds must be positive, not 0",
        "benchmark springs --seconds 0|noether benchmark springs: --seconds must be positive, not"
            + " 0",
      })
  void mistakesAreAnsweredByOneLine(String line, String message) {
    Outcome outcome = run(line == null ? new String[0] : line.split(" "));
    String systems = String.join(", ", SystemKind.KNOWN.names());
    assertThat(outcome.err()).startsWith(message.replace("SYSTEMS", systems)).endsWith("\n");
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train springs --network FCC|no network 'FCC'|did you mean 'FC'?",
        "train springs --network FC --net_cfg {'layers':2}|FC has no option 'layers'|num_layers",
        "train springs --network FC --net_cfg {'k':True}|FC: k must be an integer|true",
        "train springs --network HLieResNet --net_cfg {'group':S2()}|no group 'S2'|did you mean",
        "train springs --lr 0|lr = 0.0|must be positive",
        "train springs --n_train 9000|is more than the 10000 systems|9000",
      })
  void whatCannotBeTrainedIsRefusedBeforeAnyWork(String line, String message, String hint) {
    Outcome outcome = run((line + " --out " + folder.resolve("run")).split(" "));
    String last = outcome.err().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(last).startsWith("noether train springs: ").contains(message).contains(hint);
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "report", "train springs --resume"})
  void aFolderWithoutARunIsAFailure(String command) {
    Outcome outcome = run((command + " " + folder).split(" "));
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).contains(folder + " is not a run");
  }

  @Test
  void theTraceIsShownOnRequestOnly() {
    assertThat(run("report", folder.toString()).err()).doesNotContain("\tat ");
    assertThat(run("report", folder.toString(), "--stacktrace").err()).contains("\tat ");
  }

  @Test
  void generateWritesTheFileAndTellsHowFarItIs() {
    Path file = folder.resolve("made/springs.h5");
    Outcome outcome =
        run("generate", "springs", "--systems", "20", "--bodies", "3", "--out", file.toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).contains("generate: 100%");
    assertThat(outcome.out()).contains(file + ": 20 systems of 3 bodies").contains("energy drift");
    try (var hdf = new HdfFile(file)) {
      assertThat(hdf.getDatasetByPath("/zs").getDimensions()).containsExactly(20, 500, 12);
    }
  }

  /** A pendulum of one's own: its file is compiled, and its faults are found in it. */
  @Test
  void aSourceFileIsASystem() throws IOException {
    String source =
        """
        import org.hipparchus.CalculusFieldElement;
        import org.noether.simulation.system.HamiltonianSystem;

        public record Swing(double length) implements HamiltonianSystem {
          public int degreesOfFreedom() {
            return 1;
          }

          public <T extends CalculusFieldElement<T>> T energy(T[] z) {
            return z[1].square().divide(2 * length * length).subtract(z[0].cos().multiply(length));
          }
        }
        """;
    String java = Files.writeString(folder.resolve("Swing.java"), source).toString();
    String out = folder.resolve("swing.h5").toString();

    Outcome made =
        run("generate", java, "--systems", "3", "--time", "2", "--points", "50", "--out", out);

    assertThat(made.code()).isZero();
    try (var hdf = new HdfFile(Path.of(out))) {
      assertThat(hdf.getDatasetByPath("/zs").getDimensions()).containsExactly(3, 50, 2);
      assertThat(hdf.getDatasetByPath("/energy_drifts").getDimensions()).containsExactly(3);
      assertThat(hdf.getAttribute("system").getData()).isEqualTo("Swing");
      assertThat(hdf.getAttribute("parameter_names").getData()).isEqualTo("length");
      assertThat(hdf.getAttribute("source_sha256").getData()).asString().hasSize(64);
    }
    assertThat(run("generate", java, "--points", "9", "--dt", "1", "--time", "9").err())
        .contains("--time follows from --points and --dt");

    Files.writeString(Path.of(java), source.replace("z[1]", "z[2]"));
    assertThat(run("generate", java, "--systems", "3", "--out", out, "--force").err())
        .contains("Swing.java, line 10: java.lang.ArrayIndexOutOfBoundsException: Index 2");
    Files.writeString(Path.of(java), source.replace("cos()", "koz()"));
    assertThat(run("generate", java).err())
        .contains(java + ", line 10: cannot find symbol; symbol:   method koz()");
  }

  @Test
  void energyDriftIsWarnedOfAndLimited() {
    String out = folder.resolve("drift.h5").toString();
    List<String> coarse =
        List.of("generate", "pendulum", "--systems", "20", "--dt", "0.1", "--force", "--out", out);

    Outcome warned = run(coarse.toArray(String[]::new));
    assertThat(warned.err()).containsPattern("warning: the energy of \\d+ systems drifts by more");

    Outcome drawn =
        run(
            Stream.concat(coarse.stream(), Stream.of("--max-drift", "1e-3"))
                .toArray(String[]::new));
    assertThat(drawn.code()).isZero();
    assertThat(drawn.err()).doesNotContain("warning");

    Outcome refused =
        run(
            Stream.concat(coarse.stream(), Stream.of("--max-drift", "1e-12"))
                .toArray(String[]::new));
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("100 draws of system", "all drift by more than 1.0E-12");
  }

  @Test
  void oneSeedGivesOneFile() throws IOException {
    Path first = folder.resolve("first.h5");
    Path second = folder.resolve("second.h5");
    Path other = folder.resolve("other.h5");
    run("generate", "nbody", "--systems", "5", "--seed", "3", "--out", first.toString());
    run("generate", "nbody", "--systems", "5", "--seed", "3", "--out", second.toString());
    run("generate", "nbody", "--systems", "5", "--seed", "4", "--out", other.toString());
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
  }

  @Test
  void defaultNamesOfDataTellRequestsApart() {
    var planar = GenerateRequest.of(SystemKind.SPRINGS, 20, 3);
    assertThat(GenerateCommand.name(planar)).isEqualTo("springs-20-6x2d-threeEighths-seed3");
    assertThat(GenerateCommand.name(planar.withSpaceDimension(3)))
        .isEqualTo("springs-20-6x3d-threeEighths-seed3");
  }

  @Test
  void resumeIsOfARunOnTheSystemNamed() throws IOException {
    Path fc = SyntheticRun.write(folder.resolve("fc"), "FC", Map.of("k", 256), 0, 0.015);
    Outcome outcome = run("train", "nbody", "--resume", fc.toString());
    assertThat(outcome.code()).isEqualTo(Main.USAGE);
    assertThat(outcome.err()).contains("is a run on springs; use 'noether train springs --resume");
  }

  @Test
  void aDamagedRunIsNamedInWords() throws IOException {
    Path fc = SyntheticRun.write(folder.resolve("fc"), "FC", Map.of("k", 256), 0, 0.015);
    Files.writeString(fc.resolve("config.json"), "{}");
    Outcome outcome = run("report", fc.toString());
    assertThat(outcome.code()).isEqualTo(Main.FAILURE);
    assertThat(outcome.err())
        .contains("config.json: damaged, or written by another version of Noether")
        .doesNotContain("FAIL_ON");
  }

  @Test
  void reportWritesPagesAndSaysWhere() throws IOException {
    Path fc = SyntheticRun.write(folder.resolve("fc"), "FC", Map.of("k", 256), 0, 0.015);
    Path out = folder.resolve("pages");
    Outcome outcome = run("report", fc.toString(), "--out", out.toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains(out.resolve("report.html").toString());
    assertThat(out.resolve("report.md"))
        .content()
        .contains(
            "./noether train springs --network FC --net_cfg \"{'k':256}\" --lr 0.01 --num_epochs 12"
                + " --bs 200 --seed 0 --n_train 3000")
        .contains("./noether report " + fc);
  }

  @Test
  void aDeviceThatNeedsAnSdkIsRefusedInOneLine() {
    for (String command :
        List.of("train springs", "benchmark springs", "reproduce springs", "study springs")) {
      Outcome outcome = run((command + " --device tornado:0:0").split(" "));

      assertThat(outcome.code()).as(command).isNotZero();
      assertThat(outcome.err())
          .as(command)
          .hasLineCount(1)
          .contains("TORNADOVM_HOME", "docs/gpu.md");
    }
  }

  @Test
  void devicesSayWhatComputesAndWhatIsMissing() {
    Outcome outcome = run("devices");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("cores", "vectors", "  cpu ", "  reference ", "chosen")
        .contains("tornado")
        .contains("TORNADOVM_HOME")
        .doesNotContain("GFLOP/s");
  }
}
