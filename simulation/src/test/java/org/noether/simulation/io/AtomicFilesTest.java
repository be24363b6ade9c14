package org.noether.simulation.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void replacesTheContentAndLeavesNothingElse() throws IOException {
    var file = Files.writeString(folder.resolve("a.txt"), "old");

    AtomicFiles.write(file, out -> out.write("new".getBytes(StandardCharsets.UTF_8)));

    assertThat(file).hasContent("new");
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void makesMissingFolders() throws IOException {
    var file = folder.resolve("x/y/a.txt");

    AtomicFiles.replace(file, sibling -> Files.writeString(sibling, "new"));

    assertThat(file).hasContent("new");
  }

  @Test
  void aFailureLeavesNoNewFolders() throws IOException {
    Path old = Files.createDirectory(folder.resolve("old"));

    assertThatThrownBy(() ->
            AtomicFiles.write(
                old.resolve("x/y/a.txt"),
                _ -> {
                  throw new FileSystemException("y", null, "Read-only file system");
                }))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("(it is read-only); choose a folder elsewhere");
    assertThat(filesIn(folder)).containsExactly(old);
    assertThat(filesIn(old)).isEmpty();
  }

  @Test
  void newFilesHaveTheUsualPermissions() throws IOException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "skipped: this file system has no POSIX permissions");
    var usual = Files.createFile(folder.resolve("usual"));
    var file = folder.resolve("a.txt");

    AtomicFiles.write(file, out -> out.write(1));

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void leavesPipesAlone() throws IOException, InterruptedException {
    var pipe = folder.resolve("pipe");
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mkfifo")), "skipped: there is no mkfifo here");
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> AtomicFiles.write(pipe, out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write " + pipe + ": it is a device or a pipe; name an ordinary file instead");
    assertThat(filesIn(folder)).containsExactly(pipe);
  }

  @Test
  void refusesSymbolicLinks() throws IOException {
    var file = Files.writeString(folder.resolve("a.txt"), "old");
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    var broken = Files.createSymbolicLink(folder.resolve("broken"), folder.resolve("b.txt"));

    for (Path path : List.of(link, broken)) {
      assertThatThrownBy(() -> AtomicFiles.write(path, out -> out.write('n')))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot write "
                  + path
                  + ": it is a symbolic link; remove it, or name the file itself");
    }
    assertThat(file).hasContent("old");
    assertThat(filesIn(folder)).containsExactlyInAnyOrder(file, link, broken);
  }

  @Test
  void aFailingWriterLeavesTheOldContent() throws IOException {
    var file = Files.writeString(folder.resolve("a.txt"), "old");

    assertThatThrownBy(() ->
            AtomicFiles.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("the source broke off");
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + file + ": the source broke off");
    assertThatThrownBy(() ->
            AtomicFiles.replace(
                file,
                sibling -> {
                  throw new IllegalStateException("a bug");
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(file).hasContent("old");
    assertThat(filesIn(folder)).containsExactly(file);
  }

  @Test
  void aFullDiskIsSaidPlainly() throws IOException {
    var full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "skipped: there is no /dev/full here");
    var file = folder.resolve("a.txt");

    assertThatThrownBy(() ->
            AtomicFiles.replace(
                file,
                sibling -> {
                  Files.delete(sibling);
                  Files.createSymbolicLink(sibling, full);
                  Files.write(sibling, new byte[1]);
                }))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write "
                + file
                + ": the disk is full; free some space or choose another folder");
    assertThat(filesIn(folder)).isEmpty();
  }

  @Test
  void aFolderIsNotReplaced() {
    assertThatThrownBy(() -> AtomicFiles.write(folder, out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void aFileInPlaceOfAFolderIsNamed() throws IOException {
    var file = Files.writeString(folder.resolve("a.txt"), "old");

    assertThatThrownBy(() -> AtomicFiles.write(file.resolve("b.txt"), out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write " + file.resolve("b.txt") + ": " + file + " is a file, not a folder");
  }

  @Test
  void stoppingTheVirtualMachineLeavesTheOldContent() throws Exception {
    var file = Files.writeString(folder.resolve("a.txt"), "old");
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Stuck.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("writing");
      assertThat(filesIn(folder)).hasSize(3);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(file).hasContent("old");
    assertThat(filesIn(folder)).containsExactly(file);
  }

  /** Writes half a file and waits to be stopped. */
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] args) throws IOException {
      Runtime.getRuntime().addShutdownHook(new Thread(AtomicFiles::abandon));
      AtomicFiles.replace(
          Path.of(args[0]),
          sibling -> {
            Files.writeString(sibling, "half");
            System.out.println("writing");
            LockSupport.park();
          });
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
