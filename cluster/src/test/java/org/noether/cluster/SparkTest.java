package org.noether.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.cli.Main;

/** The commands give the same files on Spark as without it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SparkTest {
  @TempDir static Path spark;
  private static StandaloneCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = StandaloneCluster.start(spark);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void generateWritesTheSameBytes() {
    Path here = folder.resolve("here.h5");
    SparkRuns.succeed("generate springs --systems 300 --points 100 --out " + here);
    for (String master : List.of("local[2]", cluster.master())) {
      Path there = folder.resolve("there.h5");
      SparkRuns.succeed(
          "generate springs --systems 300 --points 100 --force --master %s --out %s"
              .formatted(master, there));
      assertThat(there).as(master).hasSameBinaryContentAs(here);
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
    var killer =
        Thread.ofVirtual()
            .start(() -> {
              awaitFinishedRun(there.resolve("runs"));
              cluster.replaceWorker();
            });
    SparkRuns.succeed(command + there + " --master " + cluster.master());
    killer.join();

    SparkRuns.assertSameFiles(here.resolve("runs"), there.resolve("runs"));
  }

  private static void awaitFinishedRun(Path runs) {
    while (true) {
      try (Stream<Path> there = Files.exists(runs) ? Files.walk(runs) : Stream.empty()) {
        if (there.anyMatch(file -> file.endsWith("result.json"))) {
          return;
        }
        Thread.sleep(20);
      } catch (IOException | UncheckedIOException e) {
        // A file was renamed meanwhile.
      } catch (InterruptedException e) {
        return;
      }
    }
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
