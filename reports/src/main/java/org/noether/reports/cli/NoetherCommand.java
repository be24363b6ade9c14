package org.noether.reports.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others. */
@Command(
    name = "noether",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Physics simulation and symmetry-aware learning on the JVM.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    subcommands = {
      GenerateCommand.class,
      DataCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ReportCommand.class,
      ReproduceCommand.class,
      StudyCommand.class,
      BenchmarkCommand.class,
      DevicesCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  noether reproduce springs                   train, compare and plot, in ten minutes",
      "  noether generate springs --systems 10000    write trajectories to an HDF5 file",
      "  noether train springs --network HFC         train one network",
      "  noether train --help                        what a command takes, with examples",
      "",
      "Exit codes: 0 success, 1 failure, 2 a mistake in the command line, 130 interrupted.",
    })
final class NoetherCommand implements Runnable {
  private final Interruption interruption;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "After a failure, also print where in the program it happened.")
  private boolean stacktrace;

  NoetherCommand(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? known: " + String.join(", ", spec.subcommands().keySet()));
  }

  Interruption interruption() {
    return interruption;
  }

  boolean stacktrace() {
    return stacktrace;
  }
}
