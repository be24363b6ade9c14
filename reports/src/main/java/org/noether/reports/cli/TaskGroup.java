package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.noether.reports.task.TaskCommands.Help;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command with a subcommand for each task, such as {@code noether train springs}. */
@Command(synopsisSubcommandLabel = "TASK", commandListHeading = "%nTasks:%n")
final class TaskGroup extends CommandGroup {
  private TaskGroup() {}

  /** Adds a group without tasks to the root command. */
  static void addTo(CommandLine root, String name, String description) {
    var group = new CommandLine(new TaskGroup());
    group.getCommandSpec().usageMessage().description(description);
    root.addSubcommand(name, group);
  }

  /** Adds a task to the group of the given name. */
  static void addTask(CommandLine root, String name, String task, Object command, Help help) {
    CommandLine group = Objects.requireNonNull(root.getSubcommands().get(name));
    var line = new CommandLine(command);
    var usage = line.getCommandSpec().usageMessage();
    usage.description(help.description());
    usage.footer(help.footer().lines().toArray(String[]::new));
    group.addSubcommand(task, line);
    var examples = new ArrayList<>(List.of("Examples:"));
    for (String each : group.getSubcommands().keySet()) {
      examples.add("  noether %s %s --help".formatted(name, each));
    }
    group.getCommandSpec().usageMessage().footer(examples.toArray(String[]::new));
  }

  @Override
  String missing(String known) {
    return "Missing required parameter: 'TASK'; it is " + known.replaceFirst(", (\\S+)$", " or $1");
  }
}
