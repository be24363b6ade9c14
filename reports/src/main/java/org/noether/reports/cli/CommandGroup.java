package org.noether.reports.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that requires a subcommand. */
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
   * @param known the names of the subcommands, separated by commas
   */
  String missing(String known) {
    return "missing command; known: " + known;
  }
}
