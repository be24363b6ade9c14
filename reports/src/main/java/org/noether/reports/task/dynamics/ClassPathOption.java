package org.noether.reports.task.dynamics;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.OptionNames;
import picocli.CommandLine.Option;

/** The option that names where the classes of systems are found. */
public final class ClassPathOption {
  private static final String NAME = "--class-path";

  @Option(
      names = NAME,
      paramLabel = "PATH",
      description = "Folders and jars with the class of the system, or that its source needs.")
  private @Nullable String given;

  /** The folders and jars, separated as usual; empty for none. */
  public String path() {
    return given == null ? "" : given;
  }

  /** The option with a class path, unless that is empty. */
  static List<String> arguments(String path) {
    return path.isEmpty() ? List.of() : List.of(NAME, path);
  }

  /** The class path among the words of a command line; empty for none. */
  public static String among(List<String> words) {
    List<String> arguments = Arrays.asList(OptionNames.normalise(words.toArray(String[]::new)));
    int name = arguments.indexOf(NAME);
    if (name >= 0 && name + 1 < arguments.size()) {
      return arguments.get(name + 1);
    }
    return arguments.stream()
        .filter(argument -> argument.startsWith(NAME + "="))
        .map(argument -> argument.substring(NAME.length() + 1))
        .findFirst()
        .orElse("");
  }
}
