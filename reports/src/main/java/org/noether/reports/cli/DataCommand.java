package org.noether.reports.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code noether data}. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Download public data sets, and see what is in a file of molecules.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {DataFetchCommand.class, DataDescribeCommand.class},
    footer = {
      "",
      "Examples:",
      "  noether data fetch qm9",
      "  noether data describe datasets/qm9/dsgdb9nsd.xyz.tar.bz2",
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? known: " + String.join(", ", spec.subcommands().keySet()));
  }
}
