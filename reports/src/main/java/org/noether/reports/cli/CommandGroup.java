package org.noether.reports.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does nothing without a subcommand. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n")
abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(), missing(String.join(", ", spec.subcommands().keySet())));
  }

  /**
   * The error message if no subcommand was given.
   *
   * @param known the names of all, with commas between them
   */
  String missing(String known) {
    return "which command? known: " + known;
  }
}
