package org.noether.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.noether.reports.console.WholeWordsHelp;
import picocli.CommandLine;

/** The help of every command, in terminals of several widths. */
class HelpTextTest {
  private static final List<String> GROUPS = List.of("train", "reproduce", "study", "benchmark");

  /** All commands, with the lines of their help. */
  private static Map<String, List<String>> helps(int width) {
    var root = NoetherCommand.line(new Interruption(), GROUPS);
    WholeWordsHelp.install(root, width);
    var helps = new LinkedHashMap<String, List<String>>();
    var open = new ArrayList<CommandLine>(List.of(root));
    while (!open.isEmpty()) {
      CommandLine line = open.removeLast();
      helps.put(line.getCommandSpec().qualifiedName(), line.getUsageMessage().lines().toList());
      open.addAll(line.getSubcommands().values());
    }
    assertThat(helps).hasSizeGreaterThan(60);
    return helps;
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void noLineIsTooLong(int width) {
    helps(width)
        .forEach((command, lines) ->
            assertThat(lines)
                .as(command)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width)));
  }

  /** Names, options and defaults are whole, and so is what follows a colon. */
  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void noWordIsCut(int width) {
    Map<String, List<String>> whole = helps(1000);
    helps(width)
        .forEach((command, lines) -> {
          Set<String> words = words(whole.getOrDefault(command, List.of()));
          assertThat(words(lines)).as(command).isSubsetOf(words);
          for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i);
            assertThat(line).as(command).doesNotEndWith("(default:").doesNotEndWith("(default");
            if (line.endsWith(":") && !lines.get(i + 1).isEmpty()) {
              // A heading: what follows is a list or an example.
              assertThat(line).as(command).matches("\\S[A-Za-z ]*:");
              assertThat(lines.get(i + 1)).as(command).startsWith("  ");
            }
          }
        });
  }

  private static Set<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.strip().split("\\s+")))
        .filter(word -> !word.equals("\\"))
        .collect(Collectors.toSet());
  }
}
