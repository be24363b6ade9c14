package org.noether.reports.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.train.RunFolder;
import org.noether.reports.cli.Main;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryGenerator;

/** What stands in this package is used on the command line as what comes with Noether. */
class ExtensionTest {
  private static final String TINY = " --n_train 10 --bs 10 --num_epochs 1 --data ";

  @TempDir private static Path folder;

  /** What a command printed and returned. */
  private record Outcome(int code, String out, String err) {}

  private static Path data() {
    return folder.resolve("springs.h5");
  }

  /** 10 systems to learn from, 200 to validate and 2,000 to test, as many as commands take. */
  @BeforeAll
  static void generate() throws IOException {
    TrajectoryGenerator.write(
        GenerateRequest.of(SystemKind.SPRINGS, 2210, 3).withBodies(2).withPoints(6),
        data(),
        (_, _) -> {});
  }

  @Test
  void aGroupAndANonlinearityAreOptionsOfANetwork() throws IOException {
    Path run = folder.resolve("slide");
    Outcome trained =
        run(
            "train springs --network HLieResNet --net_cfg"
                + " {'group':Slide(angle=2),'act':'softplus','k':4,'num_layers':1}"
                + (TINY + data() + " --out " + run));

    assertThat(trained.err()).contains("epoch 1 of 1");
    assertThat(trained.code()).isZero();
    assertThat(Files.readString(run.resolve("config.json")).replaceAll("\\s", ""))
        .contains("\"group\":{\"args\":[2],\"name\":\"Slide\"}", "\"act\":\"softplus\"");
    assertThat(new RunFolder(run).readConfig(new DynamicsTask("springs")).netCfg())
        .isEqualTo(
            Map.of(
                "group",
                GroupSpec.of("Slide", List.of(2L), Map.of()),
                "act",
                "softplus",
                "k",
                4L,
                "num_layers",
                1L));
    assertThat(run("train springs --resume " + run).out()).isEqualTo(trained.out());
    assertThat(run("evaluate --systems 2 --steps 5 " + run).out()).contains("Slide(2.0)");
  }

  @Test
  void aNetworkTakesItsOptions() {
    Outcome trained =
        run(
            "train springs --network TwoLayers --net_cfg {'k':8,'act':'softplus','d':2}"
                + (TINY + data() + " --out " + folder.resolve("layers")));

    assertThat(trained.err()).contains("epoch 1 of 1");
    assertThat(trained.code()).isZero();
    assertThat(run("train springs --network TwoLayers --net_cfg {'l':8}").err())
        .contains("TwoLayers has no option 'l'; it has d, sys_dim, k, act");
  }

  @Test
  void aNetworkLearnsMolecules() {
    Path sample =
        Stream.of("datasets/samples/molecules.extxyz", "../datasets/samples/molecules.extxyz")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    Outcome trained =
        run(
            "train molec --task mu --network AtomSum --bs 5"
                + " --num_epochs 1 --data "
                + sample
                + (" --out " + folder.resolve("atoms")));

    assertThat(trained.err()).contains("epoch 1 of 1");
    assertThat(trained.code()).isZero();
  }

  @Test
  void helpAndErrorsNameThem() {
    assertThat(run("train springs --help").out().replaceAll("\\s+", " "))
        .contains("one of FC, HFC, OGN, HOGN, VOGN, HLieResNet, FLieResnet, TwoLayers (default");
    assertThat(run("train molec --help").out().replaceAll("\\s+", " "))
        .contains("one of MolecLieResNet, MolecGN, AtomSum (default");
    assertThat(run("train springs --network TwoLayer").err())
        .contains("FLieResnet, TwoLayers; did you mean 'TwoLayers'?");
    assertThat(run("train springs --network HLieResNet --net_cfg {'group':Side(1)}").err())
        .contains("no group 'Side'; known: T, Tx,", "LieSubGroup, Slide; did you mean 'Slide'?");
    assertThat(run("train springs --network HLieResNet --net_cfg {'group':Slide(1,2)}").err())
        .contains("Slide(1,2): takes no more arguments than angle");
    assertThat(run("train springs --network HLieResNet --net_cfg {'group':Slide('x')}").err())
        .contains("angle must be a number");
    assertThat(run("train springs --network HLieResNet --net_cfg {'act':'softplu'}").err())
        .contains(
            "act must be one of swish, relu, softplus, not 'softplu'; did you mean 'softplus'?");
  }

  @Test
  void aProviderThatCannotBeFoundIsNamed() throws IOException, InterruptedException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(SystemKind.class.getName()), "org.example.Missing");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName(),
                "train")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "noether: %s: Provider org.example.Missing not found"
                .formatted(SystemKind.class.getName()));
    assertThat(process.waitFor()).isEqualTo(Main.FAILURE);
  }

  private static Outcome run(String words) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), words.split(" "));
    return new Outcome(code, out.toString(), err.toString());
  }
}
