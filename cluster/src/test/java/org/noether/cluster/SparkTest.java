package org.noether.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.cli.Main;

/** The commands give the same files on Spark as without it. */
class SparkTest extends OnStandaloneCluster {
  @ParameterizedTest
  @ValueSource(
      strings = {"springs --systems 300 --points 100", "springs --systems 60 --bodies 3,4"})
  void generateWritesTheSameBytes(String system) {
    assertSameBytes("generate " + system);
  }

  private void assertSameBytes(String command) {
    Path here = folder.resolve("here.h5");
    SparkRuns.succeed(command + " --out " + here);
    for (String master : List.of("local[2]", cluster.master())) {
      Path there = folder.resolve("there.h5");
      SparkRuns.succeed("%s --force --master %s --out %s".formatted(command, master, there));
      assertThat(there).as(master).hasSameBinaryContentAs(here);
    }
  }

  @Test
  void systemsOfAClassPathAreFoundOnAllMachines() throws IOException {
    String system = " mine.Swing --class-path " + compiled();
    assertSameBytes("generate" + system + " --systems 60");
    assertSameRuns("study" + system + " --networks FC --n_train 4 --seeds 2 --num_epochs 3");
  }

  @Test
  void studiesOfMixedSizesAreTheSame() throws IOException {
    Path data = folder.resolve("mixed.h5");
    SparkRuns.succeed("generate springs --systems 2020 --bodies 3,4 --out " + data);
    assertSameRuns(
        "study springs --networks OGN --n_train 4 --seeds 2 --num_epochs 2 --data " + data);
  }

  private void assertSameRuns(String study) throws IOException {
    Path here = folder.resolve("here");
    SparkRuns.succeed(study + " --out " + here);
    for (String master : List.of("local[2]", cluster.master())) {
      Path there = folder.resolve(master.substring(0, 5));
      SparkRuns.succeed("%s --master %s --out %s".formatted(study, master, there));
      SparkRuns.assertSameFiles(here.resolve("runs"), there.resolve("runs"));
    }
  }

  private Path compiled() throws IOException {
    Path source = folder.resolve("Swing.java");
    Files.writeString(
        source,
        """
        package mine;

        import org.hipparchus.CalculusFieldElement;
        import org.noether.simulation.system.HamiltonianSystem;
        import org.noether.simulation.system.Simulated;

        @Simulated(name = "swing", description = "a stiff swing", dt = 0.1, points = 40)
        public record Swing(double stiffness) implements HamiltonianSystem {
          public int degreesOfFreedom() {
            return 1;
          }

          public <T extends CalculusFieldElement<T>> T energy(T[] z) {
            return z[1].square().divide(2).subtract(z[0].cos().multiply(stiffness));
          }
        }
        """);
    Path classes = folder.resolve("classes");
    String[] arguments = {
      "-proc:none",
      "-classpath",
      System.getProperty("java.class.path"),
      "-d",
      classes.toString(),
      source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    return classes;
  }

  @Test
  void filesThatTasksReadAreNamedByWholePaths() {
    String elsewhere = " --master " + cluster.master() + " --out " + folder.resolve("none");
    for (String command :
        List.of(
            "study springs --data pom.xml",
            "reproduce qm9 --data pom.xml",
            "reproduce rotmnist --data pom.xml")) {
      assertThat(SparkRuns.run(command + " --num_epochs 1" + elsewhere, Main.USAGE))
          .as(command)
          .endsWith(
              "pom.xml is read on all machines: give it by its whole path, in a folder that they share%n"
                  .formatted());
    }
  }

  @Test
  void shardsAreTheSameToo() throws IOException {
    Path here = folder.resolve("here").resolve("set.json");
    Path there = folder.resolve("there").resolve("set.json");
    String command = "generate pendulum --systems 50 --shards 2 --out ";
    SparkRuns.succeed(command + here);
    SparkRuns.succeed(command + there + " --master local");
    SparkRuns.assertSameFiles(here.getParent(), there.getParent());
  }

  /** The cluster of two workers loses one of them while it works, and the report is the same. */
  @Test
  void aStudyOutlivesAWorker() throws IOException, InterruptedException {
    String command =
        "study springs --networks FC --n_train 4 --seeds 4 --num_epochs 5 --json --out ";
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    SparkRuns.succeed(command + here);
    Thread killer = cluster.replaceWorkerWhen(() -> hasFinishedRun(there));
    SparkRuns.succeed(command + there + " --master " + cluster.master());
    killer.join();

    SparkRuns.assertSameFiles(here.resolve("runs"), there.resolve("runs"));
  }

  private static boolean hasFinishedRun(Path study) {
    return IntStream.range(0, 4)
        .mapToObj("runs/FC-n4-seed%d/result.json"::formatted)
        .anyMatch(file -> Files.exists(study.resolve(file)));
  }

  @Test
  void aFailureHasTheSameMessage() {
    String command = "generate springs --systems 1 --dt 1000 --out " + folder.resolve("failed.h5");

    String expected = SparkRuns.run(command, Main.USAGE);

    assertThat(expected).contains("the motion of system 0 is not finite after t = ");
    assertThat(SparkRuns.run(command + " --master " + cluster.master(), Main.USAGE))
        .isEqualTo(expected);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aClusterThatIsNotThereIsNamedInOneLine() {
    assumeTrue(System.getenv("HADOOP_CONF_DIR") == null, "skipped: here Hadoop has settings");
    String command =
        "generate springs --systems 1 --out " + folder.resolve("none.h5") + " --master ";

    assertThat(SparkRuns.run(command + "k8s://127.0.0.1:1", Main.FAILURE))
        .isEqualTo(
            "noether generate: --master k8s://127.0.0.1:1 cannot be used: Connection refused%n"
                .formatted());
    assertThat(SparkRuns.run(command + "yarn", Main.FAILURE))
        .isEqualTo(
            "noether generate: --master yarn cannot be used: set HADOOP_CONF_DIR to the folder with Hadoop's yarn-site.xml; it is not set%n"
                .formatted());
  }
}
