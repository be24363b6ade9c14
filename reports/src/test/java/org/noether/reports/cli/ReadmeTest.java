package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.console.OptionNames;

/**
 * What README tells a user to type. Every {@code ./noether} line must make sense to the command
 * line; the blocks fenced by {@code ```sh runnable} are also run, in a folder with nothing but the
 * samples.
 */
class ReadmeTest {
  /** The build runs tests in the root folder, editors in the module's. */
  private static final Path README =
      Stream.of("README.md", "../README.md")
          .map(Path::of)
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();

  private static final Pattern BLOCK =
      Pattern.compile("^```sh( runnable)?\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final int MINUTES = 5;

  @TempDir private Path folder;

  /** A fenced block of shell commands. */
  private record Block(boolean runnable, String text) {
    /** The {@code ./noether} commands, with continued lines joined and comments removed. */
    List<String> commands() {
      return text.replace("\\\n", " ")
          .lines()
          .filter(line -> line.startsWith("./noether"))
          .map(line -> line.replaceFirst("\\s#.*", ""))
          .toList();
    }
  }

  private static List<Block> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(README))
        .results()
        .map(m -> new Block(m.group(1) != null, m.group(2)))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> everyCommandMakesSense() throws IOException {
    return blocks().stream()
        .flatMap(block -> block.commands().stream())
        .map(command ->
            DynamicTest.dynamicTest(
                command,
                () ->
                    assertThatCode(() ->
                            NoetherCommand.line(new Interruption())
                                .parseArgs(OptionNames.normalise(words(command))))
                        .doesNotThrowAnyException()));
  }

  @TestFactory
  Stream<DynamicTest> runnableBlocksRun() throws IOException {
    return blocks().stream()
        .filter(Block::runnable)
        .map(block ->
            DynamicTest.dynamicTest(String.join("; ", block.commands()), () -> run(block)));
  }

  private void run(Block block) throws IOException, InterruptedException {
    Path samples = Files.createDirectories(folder.resolve("datasets/samples"));
    Path sample = README.resolveSibling("datasets/samples/molecules.extxyz");
    Files.copy(sample, samples.resolve(sample.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    Path noether = folder.resolve("noether");
    Files.writeString(
        noether,
        """
        #!/bin/sh
        exec '%s' --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \\
          -cp '%s' org.noether.reports.cli.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(noether, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path log = folder.resolve("log");
    Process shell =
        new ProcessBuilder("sh", "-eu", "-c", block.text())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(shell.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(log)).isZero();
  }

  private static String[] words(String command) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(command.replaceFirst("^\\./noether", ""));
    while (matcher.find()) {
      words.add(Stream.of(1, 2, 3).map(matcher::group).filter(g -> g != null).findFirst().get());
    }
    return words.toArray(String[]::new);
  }
}
