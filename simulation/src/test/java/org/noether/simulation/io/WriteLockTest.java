package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks between processes; another process of the test holds one until it is killed. */
class WriteLockTest {
  @TempDir private Path folder;

  @Test
  void namesTheProcessThatWritesAndTakesOverFromOneThatWasKilled() throws Exception {
    Path run = folder.resolve("run");
    Path file = run.resolve("a.txt");
    Process process = hold(run, file);
    try {
      String holder = "is being written by process %d on ".formatted(process.pid());
      assertThatThrownBy(() -> WriteLock.ofFolder(run))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(run + " " + holder)
          .hasMessageMatching("(?s).*, started 2\\d{3}-\\S+Z; wait until it has ended, or .*");
      assertThatThrownBy(() -> AtomicFiles.write(file, out -> out.write(1)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + " " + holder);
      assertThat(filesIn(run)).hasSize(3);
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (WriteLock _ = WriteLock.ofFolder(run)) {
      assertThat(filesIn(run)).hasSize(1);
      AtomicFiles.write(file, out -> out.write('n'));
    }
    assertThat(filesIn(run)).containsExactly(file);
    assertThat(file).hasContent("n");
  }

  @Test
  void anotherFileOfTheFolderIsWrittenAndTheLeftoversAreRemoved() throws Exception {
    hold(folder, folder.resolve("a.txt")).destroyForcibly().waitFor();
    Path file = folder.resolve("b.txt");

    AtomicFiles.write(file, out -> out.write('n'));

    assertThat(filesIn(folder)).containsExactly(folder.resolve(".noether-lock"), file);
  }

  @Test
  void aFileThatNamesALivingProcessLocksNothing() throws IOException {
    Path lock = folder.resolve(".noether-lock");
    Files.writeString(lock, "process 1 on here, started 2026-01-01T00:00:00Z");

    WriteLock.ofFolder(folder).close();

    assertThat(lock).doesNotExist();
  }

  @Test
  void aProcessDoesNotShareItsOwnLock() throws IOException {
    try (WriteLock _ = WriteLock.ofFolder(folder)) {
      assertThatThrownBy(() -> WriteLock.ofFolder(folder.resolve("../" + folder.getFileName())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is being written by this process already; wait");
    }
    WriteLock.ofFolder(folder).close();
  }

  @Test
  void aFolderThatStaysEmptyIsRemoved() throws IOException {
    WriteLock.ofFolder(folder.resolve("run")).close();
    assertThat(filesIn(folder)).isEmpty();

    WriteLock.ofFolder(folder).close();
    assertThat(folder).exists();
  }

  @Test
  void aLockThatIsALinkIsNotFollowed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Files.createSymbolicLink(folder.resolve(".noether-lock"), file);

    assertThatThrownBy(() -> WriteLock.ofFolder(folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write " + folder);
    assertThat(file).hasContent("old");
  }

  @Test
  void oneThreadAtATimeWritesAFile() throws Exception {
    int threads = 8;
    var together = new CyclicBarrier(threads);
    var writers = new AtomicInteger();
    Callable<Void> work =
        () -> {
          together.await();
          for (int i = 0; i < 10; i++) {
            try (WriteLock _ = WriteLock.ofFile(folder.resolve("a.txt"))) {
              assertThat(writers.incrementAndGet()).isEqualTo(1);
              Thread.sleep(1);
              writers.decrementAndGet();
            } catch (IOException e) {
              assertThat(e).hasMessageContaining("is being written by");
            }
          }
          return null;
        };
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (var done : pool.invokeAll(Stream.generate(() -> work).limit(threads).toList())) {
        done.get();
      }
    }
    assertThat(filesIn(folder)).isEmpty();
  }

  private static Process hold(Path folder, Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("writing");
    return process;
  }

  /** Locks a folder, writes half a file and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (WriteLock _ = WriteLock.ofFolder(Path.of(args[0]))) {
        AtomicFiles.replace(
            Path.of(args[1]),
            sibling -> {
              Files.writeString(sibling, "half");
              System.out.println("writing");
              LockSupport.park();
            });
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
