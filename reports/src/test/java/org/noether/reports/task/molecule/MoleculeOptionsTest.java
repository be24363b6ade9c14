package org.noether.reports.task.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.reports.console.OptionNames;
import org.noether.reports.console.PythonLiteral;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.simulation.molecule.Qm9Property;
import picocli.CommandLine;

class MoleculeOptionsTest {
  private static final String PAPER =
      "--task homo --lr 3e-3 --aug True --num_layers 6 --network MolecLieResNet --net_config ";

  @TempDir private Path folder;

  private static MoleculeConfig config(String line) throws IOException {
    var options = new MoleculeOptions();
    new CommandLine(options).parseArgs(words(line + " --data qm9.xyz"));
    return options.config("cpu", new PrintWriter(Writer.nullWriter()));
  }

  private static String[] words(String line) {
    return OptionNames.normalise(line.replaceAll(", +", ",").split(" "));
  }

  /** What the four commands of the paper's repository say of the network. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'group':T(3),'fill':1.}|T(3)|false|{fill=1.0}",
        "{'group':SE3(.2),'fill':1/2,'liftsamples':4, 'nbhd':25} --recenter=True --bs 75|SE3(0.2)"
            + "|true|{fill=0.5, liftsamples=4, nbhd=25}",
        "{'group':Trivial(3),'fill':1.}|Trivial(3)|false|{fill=1.0}",
        "{'group':SO3(.2),'fill':1/2,'liftsamples':4, 'nbhd':25} --recenter=True --bs 75|SO3(0.2)"
            + "|true|{fill=0.5, liftsamples=4, nbhd=25}",
      })
  void thePapersCommandsMeanWhatTheyMeant(
      String options, String group, boolean recenter, String others) throws IOException {
    MoleculeConfig config = config(PAPER + options);

    var netCfg = new TreeMap<>(config.netCfg());
    assertThat(String.valueOf(netCfg.remove("group"))).isEqualTo(group);
    assertThat(netCfg.remove("aug")).isEqualTo(true);
    assertThat(netCfg.remove("num_layers")).isEqualTo(6L);
    assertThat(netCfg).hasToString(others);
    assertThat(config.withNumEpochs(1))
        .isEqualTo(
            new MoleculeConfig(
                "homo",
                "MolecLieResNet",
                config.netCfg(),
                "qm9.xyz",
                recenter,
                0,
                3e-3,
                75,
                1,
                0,
                "cpu"));
  }

  @Test
  void optionsOutsideTheDictBelongToTheNetwork() throws IOException {
    assertThat(config("--k 8 --nbhd 5 --group T(3) --act relu --bn False --mean").netCfg())
        .isEqualTo(
            Map.of(
                "k",
                8L,
                "nbhd",
                5L,
                "group",
                new GroupSpec("T", List.of(3L)),
                "act",
                "relu",
                "bn",
                false,
                "mean",
                true));
  }

  @Test
  void aPartOfTheMoleculesIsANumberOrAFractionOrFalse() throws IOException {
    assertThat(config("--bs 75").subsample()).isZero();
    assertThat(config("--subsample False").subsample()).isZero();
    assertThat(config("--subsample 0.5").subsample()).isEqualTo(0.5);
    assertThat(config("--subsample 10000").subsample()).isEqualTo(10000);
    assertThatThrownBy(() -> config("--subsample many"))
        .hasMessageContaining("'many' is neither a number, nor a fraction, nor False");
  }

  @Test
  void dataAreWhatWasNamedThenTheVariablesThenTheDownloads() throws IOException {
    Path named = folder.resolve("m.xyz");
    Path data = Files.createDirectories(folder.resolve("data/qm9")).getParent();
    Path there = Files.createFile(data.resolve("qm9/a.extxyz"));
    Path none = folder.resolve("none");

    assertThat(MoleculeSource.file(named, data.toString(), none)).isEqualTo(named);
    assertThat(MoleculeSource.file(data, null, none)).isEqualTo(there);
    assertThat(MoleculeSource.file(null, data.toString(), none)).isEqualTo(there);
    assertThat(MoleculeSource.file(null, there.toString(), none)).isEqualTo(there);
    assertThat(MoleculeSource.file(null, none.toString(), data)).isEqualTo(there);
    assertThatThrownBy(() -> MoleculeSource.file(null, null, none))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("noether data fetch qm9")
        .hasMessageContaining("--data FILE")
        .hasMessageContaining("NOETHER_DATA");
  }

  @Test
  void onlyAFolderThatWasNamedMayItselfHoldTheMolecules() throws IOException {
    Path named = Files.createDirectories(folder.resolve("datasets"));
    Path stray = Files.createFile(named.resolve("dsgdb9nsd_000001.xyz"));
    Path none = folder.resolve("none");

    assertThat(MoleculeSource.file(named, null, none)).isEqualTo(stray);
    assertThat(MoleculeSource.file(null, named.toString(), none)).isEqualTo(stray);
    assertThatThrownBy(() -> MoleculeSource.file(null, null, named))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no molecules to learn from");
    Files.createFile(named.resolve("dsgdb9nsd_000002.xyz"));
    assertThat(MoleculeSource.file(named, null, none)).isEqualTo(named);
    assertThat(MoleculeSource.file(null, named.toString(), none)).isEqualTo(named);
    assertThatThrownBy(() -> MoleculeSource.file(null, null, named))
        .isInstanceOf(IOException.class);
  }

  @Test
  void theFullComparisonHasThePapersSettings() {
    var plan = Qm9Comparison.plan(Qm9Property.TASKS, Path.of("qm9.xyz"), 1, true);

    assertThat(plan)
        .extracting(PlannedRun::name)
        .hasSize(15)
        .doesNotHaveDuplicates()
        .contains("homo-T-seed0", "homo-Trivial-seed0", "homo-SO3-seed0", "homo-SE3-seed0");
    assertThat(plan)
        .allSatisfy(planned -> {
          assertThat(planned.config().netCfg()).doesNotContainKey("k");
          assertThat(planned.config().numEpochs()).isEqualTo(500);
          assertThat(planned.config().bs()).isEqualTo(75);
          assertThat(planned.config().lr()).isEqualTo(3e-3);
        });
    assertThat(plan)
        .filteredOn(planned -> planned.name().equals("homo-SE3-seed0"))
        .singleElement()
        .satisfies(planned -> {
          assertThat(PythonLiteral.print(planned.config().netCfg()))
              .isEqualTo(
                  "{'aug':True,'fill':0.5,'group':SE3(0.2),'liftsamples':4,'nbhd':25,"
                      + "'num_layers':6}");
          assertThat(planned.config().recenter()).isTrue();
        });
  }
}
