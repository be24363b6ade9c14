package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.noether.reports.task.TaskCommands.Help;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command whose next word names a task, such as {@code noether train springs}. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "TASK",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nTasks:%n")
final class TaskWords implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private TaskWords() {}

  /** Adds the command to another, as yet without tasks. */
  static CommandLine addTo(CommandLine parent, String name, String description) {
    var line = new CommandLine(new TaskWords());
    line.getCommandSpec().usageMessage().description(description);
    parent.addSubcommand(name, line);
    return line;
  }

  /** Adds what the command does for a task. */
  static void addTask(CommandLine words, String task, Object command, Help help) {
    var line = new CommandLine(command);
    describe(line, help.description().lines().toList(), help.footer().lines().toList());
    words.addSubcommand(task, line);
    var examples = new ArrayList<>(List.of("Examples:"));
    for (String each : words.getSubcommands().keySet()) {
      examples.add("  noether %s %s --help".formatted(words.getCommandName(), each));
    }
    describe(words, List.of(words.getCommandSpec().usageMessage().description()), examples);
  }

  private static void describe(CommandLine line, List<String> description, List<String> footer) {
    var usage = line.getCommandSpec().usageMessage();
    usage.description(description.toArray(String[]::new));
    usage.footer(Stream.concat(Stream.of(""), footer.stream()).toArray(String[]::new));
  }

  @Override
  public void run() {
    String tasks = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(
        spec.commandLine(),
        "Missing required parameter: 'TASK'; it is " + tasks.replaceFirst(", (\\S+)$", " or $1"));
  }
}
