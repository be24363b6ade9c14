package org.noether.reports.cli;

import java.util.List;
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
    line.getCommandSpec()
        .usageMessage()
        .footer("", "'noether %s TASK --help' tells the options, with examples.".formatted(name));
    parent.addSubcommand(name, line);
    return line;
  }

  /** Adds what the command does for a task. */
  static void addTask(CommandLine words, String task, Object command, Help help) {
    var line = new CommandLine(command);
    var footer = new java.util.ArrayList<>(List.of(""));
    footer.addAll(help.footer());
    line.getCommandSpec()
        .usageMessage()
        .description(help.description().toArray(String[]::new))
        .footer(footer.toArray(String[]::new));
    words.addSubcommand(task, line);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing required parameter: 'TASK'; it is "
            + String.join(" or ", spec.subcommands().keySet()));
  }
}
