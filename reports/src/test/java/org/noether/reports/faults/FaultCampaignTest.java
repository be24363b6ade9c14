package org.noether.reports.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.io.Sha256;

/**
 * Commands that are killed, run out of disk or meet each other: what they leave is completed by the
 * same command, to the bytes of an uninterrupted run, and nothing else is left. The system property
 * {@code noether.faults} is the number of kills of each command; in the ordinary build, few
 * commands are killed once.
 */
class FaultCampaignTest {
  private static final int KILLS = Integer.getInteger("noether.faults", 0);
  private static final List<String> LANGUAGES = List.of("en", "tr", "ar");

  /** Files that say when and how long, and pages that repeat it. */
  private static final String CIRCUMSTANCES =
      ".*(environment\\.json|timing\\.jsonl|extent\\.json|report/.*|pages/(report|ro-crate).*|study/(report|figures|tables|times|ro-crate).*)";

  private static final Random RANDOM = new Random(17);

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Inputs inputs;

  @BeforeAll
  static void prepare() throws Exception {
    inputs = Inputs.in(shared);
  }

  @AfterAll
  static void close() {
    inputs.close();
  }

  @TestFactory
  Stream<DynamicTest> killedCommandsAreCompleted() {
    return inputs.commands().stream()
        .filter(command -> KILLS > 0 || command.brief())
        .map(command -> DynamicTest.dynamicTest(command.name(), () -> kill(command)));
  }

  private void kill(Inputs.Command command) throws Exception {
    Path whole = Files.createDirectories(folder.resolve(command.name()).resolve("whole"));
    long began = System.nanoTime();
    Program.End end = Program.run(Program.java("en", command.words(whole)), whole);
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    assertThat(end.code()).as(end.output()).isZero();
    Map<String, String> expected = contents(whole);
    int kills = 0;
    while (kills < Math.max(1, KILLS)) {
      Path place = Files.createDirectories(whole.resolveSibling("killed-" + kills));
      int starts = 0;
      boolean killed;
      do {
        killed = killAtRandom(command, place, time);
        if (RANDOM.nextInt(3) == 0) {
          setClockBack(place);
        }
        starts++;
      } while (killed && RANDOM.nextInt(3) == 0);
      kills += killed ? starts : starts - 1;
      boolean complete = contents(place).equals(expected); // killed after its last file
      if (killed && !complete) {
        Program.End last = Program.run(Program.java(language(), command.words(place)), place);
        assertThat(last.code())
            .as("%s after %d kills: %s", command.name(), starts, last.output())
            .isZero();
      }
      assertThat(contents(place))
          .as("%s after %d starts", command.name(), starts)
          .isEqualTo(expected);
      delete(place);
    }
    System.out.printf("%s: %d kills, all completed%n", command.name(), kills);
  }

  /** Starts a command and kills it, unless it has ended before; returns whether it was killed. */
  private static boolean killAtRandom(Inputs.Command command, Path place, Duration time)
      throws Exception {
    Path output = shared.resolve("output");
    Process process = Program.start(Program.java(language(), command.words(place)), place, output);
    long wait = (long) (RANDOM.nextDouble() * time.toMillis());
    boolean ended = process.waitFor(wait, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    assertThat(!ended || process.exitValue() == 0).as(Files.readString(output)).isTrue();
    return !ended;
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Lets what a command left seem to come from the future. */
  private static void setClockBack(Path place) throws IOException {
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(1000)));
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, future);
      }
    }
  }

  @Test
  void ofTwoProcessesOneTrains() throws Exception {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Program.run(Program.java("en", inputs.training(alone)), alone);
    Path together = Files.createDirectories(folder.resolve("together"));
    Path firstOutput = folder.resolve("first");
    Path secondOutput = folder.resolve("second");
    List<String> command = Program.java("en", inputs.training(together));

    Process first = Program.start(command, together, firstOutput);
    Process second = Program.start(command, together, secondOutput);
    Program.End one = Program.end(first, firstOutput);
    Program.End other = Program.end(second, secondOutput);

    assertThat(List.of(one.code(), other.code())).containsExactlyInAnyOrder(0, 1);
    assertThat(one.code() == 0 ? other.output() : one.output())
        .containsPattern(
            "run is being written by process (%d|%d) on |run holds a run already"
                .formatted(first.pid(), second.pid()));
    assertThat(contents(together)).isEqualTo(contents(alone));
  }

  @Test
  void aRunThatFilledTheDiskGoesOnOnceThereIsSpace() throws Exception {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Program.run(Program.java("en", inputs.training(alone)), alone);

    // The room is enough for some files of the run, but not for a second checkpoint.
    Map<String, String> completed =
        fillDisk("train springs --resume disk/run", inputs.training(folder.resolve("disk")));

    assertThat(completed).isEqualTo(contents(alone));
  }

  @Test
  void aDownloadThatFilledTheDiskNamesItsFileAndGoesOn() throws Exception {
    Path disk = folder.resolve("disk");

    // The room is enough for a part of the file's 200 KB.
    Map<String, String> completed = fillDisk("\"$@\"", inputs.fetching(disk));

    assertThat(Files.readString(folder.resolve("log"))).contains(disk.toString());
    assertThat(completed)
        .containsExactly(Map.entry("file.bin", Sha256.of(shared.resolve("content"))));
  }

  /**
   * Runs a command whose folder is on a disk with room for 75 KB, where it fails, and completes it
   * when there is more.
   *
   * @param again the words of the command that completes it, for a shell
   * @param words those of the command
   * @return what the folder holds in the end
   */
  private Map<String, String> fillDisk(String again, Object... words) throws Exception {
    assumeTrue(canMount(), "skipped: a file system cannot be mounted here");
    Files.createDirectories(folder.resolve("disk"));
    Path saved = Files.createDirectories(folder.resolve("saved"));

    Program.End end =
        inNamespace(
            """
            mount -t tmpfs -o size=1m none disk
            head -c 950000 /dev/zero > disk/filler
            if ./noether "$@" > log 2>&1; then exit 3; fi
            rm disk/filler
            ./noether %s
            cp -a disk/. saved
            """
                .formatted(again),
            words);

    assertThat(end.code()).as(end.output()).isZero();
    assertThat(Files.readString(folder.resolve("log")))
        .contains("the disk is full; free some space or choose another folder");
    return contents(saved);
  }

  @Test
  void aDiskWithoutAnyRoomIsNamedAndNothingIsLeft() throws Exception {
    assumeTrue(canMount(), "skipped: a file system cannot be mounted here");
    Path disk = Files.createDirectories(folder.resolve("disk"));

    for (Object[] words : List.of(inputs.training(disk), inputs.fetching(disk))) {
      Program.End end =
          inNamespace(
              """
              mount -t tmpfs -o size=8k none disk
              head -c 8192 /dev/zero > disk/filler
              if ./noether "$@"; then exit 3; fi
              ls -A disk
              """,
              words);

      assertThat(end.code()).as(end.output()).isZero();
      assertThat(end.output())
          .contains("cannot write " + disk, "the disk is full; free some space or choose another")
          .endsWith("folder\nfiller\n");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedAndNothingIsLeft() throws Exception {
    assumeTrue(canMount(), "skipped: a file system cannot be mounted here");
    Path disk = Files.createDirectories(folder.resolve("disk"));

    Program.End end =
        inNamespace(
            """
            mount -t tmpfs -o ro none disk
            ./noether "$@"
            """,
            inputs.training(disk));

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.output().lines().filter(line -> line.startsWith("noether")))
        .singleElement()
        .asString()
        .startsWith("noether train springs: cannot write " + disk.resolve("run") + ": ")
        .containsIgnoringCase("read-only");
    assertThat(disk).isEmptyDirectory();
  }

  /** Runs a script that may mount file systems, which others do not see. */
  private Program.End inNamespace(String script, Object... words) throws Exception {
    Program.writeScript(folder.resolve("noether"));
    var command =
        Stream.concat(
            Stream.of("unshare", "-rm", "sh", "-euc", script, "sh"),
            Arrays.stream(words).map(String::valueOf));
    return Program.run(command.toList(), folder);
  }

  private static boolean canMount() throws InterruptedException {
    try {
      return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt")
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String language() {
    return LANGUAGES.get(RANDOM.nextInt(LANGUAGES.size()));
  }

  /** The checksums of a folder's files, those that tell circumstances by name only. */
  private static Map<String, String> contents(Path place) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = place.relativize(file).toString();
        contents.put(name, name.matches(CIRCUMSTANCES) ? "" : Sha256.of(file));
      }
    }
    return contents;
  }
}
