package org.noether.reports.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of a command line for the shell fish, which picocli lacks. */
public final class FishCompletion {
  private final String program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(String program) {
    this.program = program;
  }

  /** Returns a script that completes the commands below a root, their options and their values. */
  public static String script(CommandLine root) {
    var completion = new FishCompletion(root.getCommandName());
    // The words of the command line without the program and the options.
    completion.script.append(
        """
        function __%1$s_words
          set -l words (commandline -opc | string match --invert -- '-*')
          string join ' ' -- $words[2..]
        end
        complete -c %1$s -f
        """
            .formatted(completion.program));
    completion.add(root, "");
    return completion.script.toString();
  }

  private void add(CommandLine command, String path) {
    Map<String, CommandLine> inner = command.getSubcommands();
    for (Map.Entry<String, CommandLine> each : inner.entrySet()) {
      var description = each.getValue().getCommandSpec().usageMessage().description();
      line(
          "test \"$(__%s_words)\" = %s".formatted(program, quoted(path)),
          "-a " + quoted(each.getKey()),
          description.length == 0 ? "" : description[0]);
    }
    String here =
        path.isEmpty()
            ? "test \"$(__%s_words)\" = ''".formatted(program)
            : "string match -q -- %s \"$(__%s_words) \"".formatted(quoted(path + " *"), program);
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        line(here, names(option) + values(option), String.join(" ", option.description()));
      }
    }
    command
        .getCommandSpec()
        .positionalParameters()
        .forEach(parameter -> {
          String candidates = candidates(parameter);
          if (isOfPaths(parameter)) {
            line(here, "-F", "");
          } else if (!candidates.isEmpty()) {
            line(here, "-a " + quoted(candidates), "");
          }
        });
    inner.forEach((name, each) -> add(each, path.isEmpty() ? name : path + " " + name));
  }

  private void line(String condition, String what, String description) {
    script.append(
        "complete -c %s -n %s %s%s\n"
            .formatted(
                program,
                quoted(condition),
                what,
                description.isEmpty() ? "" : " -d " + quoted(description)));
  }

  private static String names(OptionSpec option) {
    return List.of(option.names()).stream()
        .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    String candidates = candidates(option);
    if (candidates.isEmpty()) {
      return isOfPaths(option) ? " -r -F" : " -x";
    }
    return " -x -a " + quoted(candidates);
  }

  private static boolean isOfPaths(ArgSpec argument) {
    return argument.auxiliaryTypes()[0].equals(Path.class);
  }

  private static String candidates(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? ""
        : StreamSupport.stream(candidates.spliterator(), false).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
