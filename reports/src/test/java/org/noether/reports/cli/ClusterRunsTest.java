package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cli.ClusterRuns.Wanted;
import org.noether.reports.cluster.Cluster;

class ClusterRunsTest {
  private static final List<String> WORDS =
      List.of(
          "study",
          "springs",
          "--networks",
          "FC",
          "--n_train",
          "4",
          "--seeds",
          "2",
          "--num_epochs",
          "3");

  @TempDir Path folder;
  private final StringWriter log = new StringWriter();
  private final StopFlag stop = new StopFlag();
  private List<Path> expected = List.of();

  @BeforeEach
  void makeTheRunsHere() throws IOException {
    var words = new ArrayList<>(WORDS);
    words.addAll(List.of("--out", folder.resolve("here").toString()));
    var err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            words.toArray(new String[0]));
    assertThat(code).as(err.toString()).isZero();
    expected = files(folder.resolve("here/runs"));
    assertThat(expected).hasSizeGreaterThan(10);
  }

  @Test
  void aRunSurvivesTheLossOfItsMachine() throws IOException {
    var cluster = new Threads(false, 4);

    assertThat(make(cluster, null)).isTrue();

    assertSameRuns();
    assertThat(cluster.attempts.get()).isEqualTo(4);
  }

  @Test
  void checkpointsAreKeptInASharedFolder() throws IOException {
    Path shared = folder.resolve("shared");

    assertThat(make(new Threads(false, 4), shared)).isTrue();

    assertSameRuns();
    assertThat(shared.resolve("FC-n4-seed0/checkpoint.safetensors")).exists();
  }

  @Test
  void tasksInThisProcessWriteToTheFolderItself() throws IOException {
    assertThat(make(new Threads(true, Integer.MAX_VALUE), null)).isTrue();

    assertSameRuns();
  }

  @Test
  void aStoppedRunGoesOnWithTheNextCommand() throws IOException {
    stop.request();
    assertThat(make(new Threads(false, Integer.MAX_VALUE), null)).isFalse();
    assertThat(folder.resolve("there/runs/FC-n4-seed0/result.json")).doesNotExist();

    var later = new ClusterRunsTest();
    later.folder = folder;
    later.expected = expected;
    assertThat(later.make(new Threads(false, Integer.MAX_VALUE), null)).isTrue();
    later.assertSameRuns();
  }

  @Test
  void aFailureIsThatOfTheRun() {
    Path path = folder.resolve("there/runs/other");

    assertThatThrownBy(() -> make(new Threads(false, Integer.MAX_VALUE), null, "other", path))
        .isInstanceOf(IOException.class)
        .hasMessage("no run is called other");
  }

  private boolean make(Cluster cluster, @Nullable Path shared) throws IOException {
    Path runs = folder.resolve("there/runs");
    var command = SentCommand.of(WORDS, ComparisonCommand.class);
    assertThat(command).isNotNull();
    return runs(cluster, shared)
        .make(
            Stream.of("FC-n4-seed0", "FC-n4-seed1")
                .map(name -> new Wanted(name, config(), runs.resolve(name)))
                .toList());
  }

  private void make(Cluster cluster, @Nullable Path shared, String name, Path path)
      throws IOException {
    runs(cluster, shared).make(List.of(new Wanted(name, config(), path)));
  }

  private static DynamicsConfig config() {
    return DynamicsConfig.defaults("FC").withNumEpochs(3);
  }

  private ClusterRuns runs(Cluster cluster, @Nullable Path shared) {
    return new ClusterRuns(
        cluster, new ArrayList<>(WORDS), shared, stop, new PrintWriter(log, true));
  }

  private void assertSameRuns() throws IOException {
    Path here = folder.resolve("here/runs");
    Path there = folder.resolve("there/runs");
    for (Path file : expected) {
      assertThat(there.resolve(here.relativize(file))).hasSameBinaryContentAs(file);
    }
    assertThat(files(there)).hasSameSizeAs(expected);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("environment.json|timing.jsonl"))
          .toList();
    }
  }

  /** Passes everything on as bytes, and loses the machine of each task once. */
  private static final class Threads implements Cluster {
    private final boolean local;
    private final int messagesToLoss;
    private final AtomicInteger attempts = new AtomicInteger();
    private final Map<String, AtomicInteger> messages = new ConcurrentHashMap<>();

    Threads(boolean local, int messagesToLoss) {
      this.local = local;
      this.messagesToLoss = messagesToLoss;
    }

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public int processorsPerTask() {
      return 1;
    }

    @Override
    public boolean isLocal() {
      return local;
    }

    @Override
    public <T extends Serializable> T run(String name, Task<T> task, Link receiver)
        throws IOException {
      AtomicInteger sent = messages.computeIfAbsent(name, _ -> new AtomicInteger());
      Link link =
          question -> {
            if (sent.incrementAndGet() == messagesToLoss) {
              throw new Lost();
            }
            return copy(receiver.ask(copy(question)));
          };
      try {
        attempts.incrementAndGet();
        return copy(copy(task).run(new Place(1, link)));
      } catch (Lost e) {
        return run(name, task, receiver);
      }
    }

    @Override
    public void close() {}
  }

  private static final class Lost extends RuntimeException {}

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T copy(T original) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
