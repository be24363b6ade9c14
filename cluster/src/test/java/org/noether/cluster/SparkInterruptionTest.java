package org.noether.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Ctrl-C on Spark, and machines that are lost: nothing that was done is done again. */
class SparkInterruptionTest extends OnStandaloneCluster {
  /** What shells expect after SIGINT. */
  private static final int INTERRUPTED = 130;

  /** Runs that last some seconds; they send a checkpoint after their first epoch. */
  private static final String STUDY =
      "study springs --networks FC --n_train 4 --seeds 2 --num_epochs 250 --out ";

  @Test
  void ctrlCKeepsTheFilesThatAreComplete() throws IOException, InterruptedException {
    String command = "generate springs --systems 3000 --shards 12 --out ";
    Path here = folder.resolve("here/set.json");
    Path there = folder.resolve("there/set.json");
    SparkRuns.succeed(command + here);
    for (String master : List.of("local[2]", cluster.master())) {
      Path first = there.resolveSibling("set-01-of-12.h5");
      String whole = command + there + " --master " + master;

      String output = interrupt(whole, () -> Files.exists(first));

      assertThat(output)
          .as(master)
          .contains("stopped; to continue, run the same command: noether generate springs")
          .doesNotContain("Exception");
      assertThat(there).doesNotExist();
      assertThat(SparkRuns.files(there.getParent()))
          .allMatch(file -> file.getFileName().toString().matches("set-\\d\\d-of-12.h5"));
      var written = Files.getLastModifiedTime(first);
      SparkRuns.succeed(whole);
      assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
      SparkRuns.assertSameFiles(here.getParent(), there.getParent());
      Files.delete(there);
      for (Path file : SparkRuns.files(there.getParent())) {
        Files.delete(file);
      }
    }
  }

  /** The run that a worker was at goes on elsewhere, where its checkpoint was sent. */
  @Test
  void ctrlCAndALostWorkerLeaveCheckpoints() throws IOException, InterruptedException {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    String whole = STUDY + there + " --master " + cluster.master();
    SparkRuns.succeed(STUDY + here);

    String interrupted = interrupt(whole, () -> checkpoints(there).size() == 2);

    assertThat(interrupted).contains("stopped; to continue, run the same command: noether study");
    Map<Path, FileTime> left = checkpoints(there);
    assertThat(SparkRuns.files(there)).noneMatch(file -> file.endsWith("result.json"));
    Thread killer =
        cluster.replaceWorkerWhen(
            () -> Collections.disjoint(checkpoints(there).values(), left.values()));
    String completed = SparkRuns.succeed(whole);
    killer.join();

    assertThat(completed.lines().filter(line -> line.contains(": resuming after epoch ")))
        .as("both after the interruption, one after the loss: %s", completed)
        .hasSize(3);
    SparkRuns.assertSameFiles(here.resolve("runs"), there.resolve("runs"));
  }

  /** When the checkpoints of all runs were written. */
  private static Map<Path, FileTime> checkpoints(Path study) {
    var times = new HashMap<Path, FileTime>();
    for (int seed = 0; seed < 2; seed++) {
      Path file = study.resolve("runs/FC-n4-seed%d/checkpoint.safetensors".formatted(seed));
      try {
        times.put(file, Files.getLastModifiedTime(file));
      } catch (IOException e) {
        // It is not there yet.
      }
    }
    return times;
  }

  /** Runs a command in a process of its own, sends it SIGINT, and returns what it printed. */
  private String interrupt(String command, BooleanSupplier when)
      throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/env")) && Files.isExecutable(Path.of("/bin/kill")),
        "skipped: there is no env or kill here");
    Path log = Files.createTempFile(folder, "output", ".txt");
    // Where tests run in the background, SIGINT is ignored unless it is asked for.
    var words = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
    words.addAll(cluster.driver());
    words.addAll(List.of(command.split(" ")));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    SparkRuns.await(() -> when.getAsBoolean() || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    assertThat(new ProcessBuilder("/bin/kill", "-INT", "" + process.pid()).start().waitFor())
        .isZero();
    int code = process.waitFor();
    String output = Files.readString(log);
    assertThat(code).as(output).isEqualTo(INTERRUPTED);
    return output;
  }
}
