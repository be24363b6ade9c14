package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.noether.reports.console.OptionNames;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What the documentation tells a user to type. Every {@code ./noether} line must make sense to the
 * command line; the blocks fenced by {@code ```sh runnable} are also run, those of a page one after
 * the other, in a folder with nothing but the samples, and in {@code target/classes} the system
 * that the page defines, as {@code org.example.Morse}. The tables of commands and options say what
 * the program does.
 */
class DocumentationCommandsTest {
  private static final String RUNNABLE = "sh runnable";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ALSO = Pattern.compile("\\(also (.*)\\)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][\\w-]*");
  private static final Pattern MORSE =
      Pattern.compile("(?s)cat > Morse.java <<'END'\n(.*?)\nEND\n");
  private static final Pattern OPTION_TABLE = Pattern.compile("option of `(.*)`");
  private static final List<String> IN_EVERY_COMMAND =
      List.of("--help", "--version", "--stacktrace", "--quiet", "--json", "--force");
  private static final int MINUTES = 5;

  @TempDir private Path folder;

  /** A row of a table of options: an option, the words of its command, and the default it names. */
  private record OptionRow(DocumentationPage page, String command, List<String> cells) {
    OptionSpec option() {
      String name = code(cells.get(0)).replaceFirst(" .*", "");
      return spec(command).getCommandSpec().findOption(OptionNames.normalise(name)[0]);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCommandMakesSense() throws IOException {
    return DocumentationPage.all().stream()
        .flatMap(page ->
            page.blocks().stream()
                .filter(block -> block.info().startsWith("sh"))
                .flatMap(block -> commands(block).stream())
                .filter(command -> !command.contains("--class-path")) // those are run
                .map(command -> makesSense(page.file() + ": " + command, command)));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandOfATableMakesSense() throws IOException {
    return commandRows().stream()
        .flatMap(cells -> {
          String command = code(cells.get(0));
          Stream<String> others =
              ALSO.matcher(cells.get(1))
                  .results()
                  .flatMap(also -> CODE.matcher(also.group(1)).results())
                  .map(word -> command.replaceFirst("\\S+$", word.group(1)));
          return Stream.concat(Stream.of(command), others);
        })
        .map(command -> makesSense(command, "./" + command));
  }

  @Test
  void theTableOfCommandsIsComplete() throws IOException {
    assertThat(commandRows().stream().map(cells -> code(cells.get(0)).split(" ", -1)[1]))
        .containsAll(spec("").getSubcommands().keySet());
  }

  @TestFactory
  Stream<DynamicTest> everyOptionOfATableExistsAndHasItsDefault() throws IOException {
    return optionRows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.command() + " " + row.cells().get(0),
                () -> {
                  assertThat(row.option()).isNotNull();
                  String value = row.cells().get(2);
                  if (value.matches(CODE.pattern())) {
                    assertThat(String.join(" ", row.option().description()))
                        .contains("(default: " + code(value) + ")");
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyOptionOfACommandWithATableIsOnItsPage() throws IOException {
    return optionRows().stream()
        .map(row -> List.of(row.page(), row.command()))
        .distinct()
        .map(each -> {
          var page = (DocumentationPage) each.get(0);
          String command = (String) each.get(1);
          List<String> there =
              OPTION
                  .matcher(page.prose())
                  .results()
                  .map(match -> OptionNames.normalise(match.group())[0])
                  .toList();
          return DynamicTest.dynamicTest(
              command,
              () ->
                  assertThat(spec(command).getCommandSpec().options())
                      .allSatisfy(option ->
                          assertThat(Stream.of(option.names()))
                              .containsAnyElementsOf(
                                  Stream.concat(there.stream(), IN_EVERY_COMMAND.stream())
                                      .toList())));
        });
  }

  @TestFactory
  Stream<DynamicTest> runnableBlocksRun() throws IOException {
    return DocumentationPage.all().stream()
        .flatMap(page ->
            page.blocks().stream()
                .filter(block -> block.info().equals(RUNNABLE))
                .map(block ->
                    DynamicTest.dynamicTest(
                        page.file() + ": " + String.join("; ", commands(block)),
                        () -> run(block, folder(page)))));
  }

  /** The {@code ./noether} commands, with continued lines joined and comments removed. */
  private static List<String> commands(DocumentationPage.Block block) {
    return block
        .text()
        .replace("\\\n", " ")
        .lines()
        .filter(line -> line.startsWith("./noether"))
        .map(line -> line.replaceFirst("\\s#.*", ""))
        .toList();
  }

  private static DynamicTest makesSense(String name, String command) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          String[] words = OptionNames.normalise(words(command));
          var line = NoetherCommand.line(new Interruption(), List.of(words));
          assertThatCode(() -> line.parseArgs(words)).doesNotThrowAnyException();
        });
  }

  /** The rows of the tables of commands. */
  private static List<List<String>> commandRows() throws IOException {
    return DocumentationPage.all().stream()
        .flatMap(page -> page.rows().stream())
        .filter(cells -> cells.get(0).startsWith("`noether "))
        .toList();
  }

  private static List<OptionRow> optionRows() throws IOException {
    var rows = new ArrayList<OptionRow>();
    for (DocumentationPage page : DocumentationPage.all()) {
      String command = "";
      for (List<String> cells : page.rows()) {
        var header = OPTION_TABLE.matcher(cells.get(0));
        if (header.matches()) {
          command = header.group(1);
        } else if (!cells.get(0).startsWith("`--")) {
          command = cells.get(0).startsWith("---") ? command : "";
        } else if (!command.isEmpty()) {
          rows.add(new OptionRow(page, command, cells));
        }
      }
    }
    return rows;
  }

  /** The command that words name, as far as they name one: some are values. */
  private static CommandLine spec(String words) {
    List<String> line = List.of(words.split(" ", -1));
    var command = NoetherCommand.line(new Interruption(), line);
    for (String word : line) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    return command;
  }

  private static String code(String cell) {
    var matcher = CODE.matcher(cell);
    assertThat(matcher.find()).as(cell).isTrue();
    return matcher.group(1);
  }

  private static String[] words(String command) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(command.replaceFirst("^\\./noether", ""));
    while (matcher.find()) {
      words.add(Stream.of(1, 2, 3).map(matcher::group).filter(g -> g != null).findFirst().get());
    }
    return words.toArray(String[]::new);
  }

  /** A folder for a page's commands, with the samples and the program. */
  private Path folder(DocumentationPage page) throws IOException {
    Path place = folder.resolve(page.file().toString().replace('/', '-'));
    Path noether = place.resolve("noether");
    if (Files.exists(noether)) {
      return place;
    }
    compileMorse(page, place);
    Path samples = DocumentationPage.ROOT.resolve("datasets/samples");
    try (Stream<Path> files = Files.walk(samples)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = place.resolve("datasets/samples").resolve(samples.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
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
    return place;
  }

  private static void compileMorse(DocumentationPage page, Path place) throws IOException {
    Matcher source = MORSE.matcher(page.text());
    if (source.find()) {
      Path classes = Files.createDirectories(place.resolve("target/classes"));
      Path file = classes.resolve("Morse.java");
      Files.writeString(file, "package org.example;\n" + source.group(1));
      String path = System.getProperty("java.class.path");
      assertThat(
              ToolProvider.getSystemJavaCompiler()
                  .run(
                      null,
                      null,
                      null,
                      "-proc:none",
                      "-classpath",
                      path,
                      "-d",
                      classes.toString(),
                      file.toString()))
          .isZero();
      Files.delete(file);
    }
  }

  private static void run(DocumentationPage.Block block, Path place)
      throws IOException, InterruptedException {
    Path log = place.resolve("log");
    Process shell =
        new ProcessBuilder("sh", "-eu", "-c", block.text())
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(shell.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(shell.exitValue()).as(Files.readString(log)).isZero();
  }
}
