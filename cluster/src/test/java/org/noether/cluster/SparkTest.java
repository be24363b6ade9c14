package org.noether.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    succeed("generate", "springs", "--systems", "300", "--points", "100", "--out", here.toString());
    for (String master : List.of("local[2]", cluster.master())) {
      Path there = folder.resolve("there.h5");
      succeed(
          "generate springs --systems 300 --points 100 --force --master %s --out %s"
              .formatted(master, there)
              .split(" "));
      assertThat(there).as(master).hasSameBinaryContentAs(here);
    }
  }

  @Test
  void shardsAreTheSameToo() {
    Path here = folder.resolve("here").resolve("set.json");
    Path there = folder.resolve("there").resolve("set.json");
    String command = "generate pendulum --systems 50 --shards 2 --out ";
    succeed((command + here).split(" "));
    succeed((command + there + " --master local").split(" "));
    for (String file : List.of("set.json", "set-1-of-2.h5", "set-2-of-2.h5")) {
      assertThat(there.resolveSibling(file)).hasSameBinaryContentAs(here.resolveSibling(file));
    }
  }

  /** The cluster of two workers loses one of them while it works, and the report is the same. */
  @Test
  void aStudyOutlivesAWorker() throws IOException, InterruptedException {
    String command =
        "study springs --networks FC --n_train 4 --seeds 4 --num_epochs 5 --json --out ";
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    succeed((command + here).split(" "));
    var killer =
        Thread.ofVirtual()
            .start(() -> {
              awaitFinishedRun(there.resolve("runs"));
              cluster.killWorker();
            });
    succeed((command + there + " --master " + cluster.master()).split(" "));
    killer.join();

    for (Path expected : files(here.resolve("runs"))) {
      assertThat(there.resolve("runs").resolve(here.resolve("runs").relativize(expected)))
          .hasSameBinaryContentAs(expected);
    }
    assertThat(files(there.resolve("runs"))).hasSameSizeAs(files(here.resolve("runs")));
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

  /** All files of runs that are the same wherever they are made. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("environment.json|timing.jsonl"))
          .toList();
    }
  }

  @Test
  void aFailureHasTheSameMessage() {
    String command = "generate springs --systems 1 --dt 1000 --out " + folder.resolve("failed.h5");

    String expected = fail(command.split(" "));

    assertThat(expected).contains("the motion of system 0 is not finite after t = ");
    assertThat(fail((command + " --master " + cluster.master()).split(" "))).isEqualTo(expected);
    assertThat(folder).isEmptyDirectory();
  }

  private static String fail(String... command) {
    var err = new StringWriter();
    int code =
        Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), command);
    assertThat(code).as("%s: %s", String.join(" ", command), err).isEqualTo(Main.USAGE);
    return err.toString();
  }

  private static void succeed(String... command) {
    var err = new StringWriter();
    int code =
        Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), command);
    assertThat(code).as("%s: %s", String.join(" ", command), err).isZero();
  }
}
