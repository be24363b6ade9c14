package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command without subcommands: how its help is laid out, and where it prints. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n")
abstract class LeafCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command line that runs this. */
  final CommandLine line() {
    return spec.commandLine();
  }

  /** The words that ask for this, such as {@code noether train springs}. */
  final String qualifiedName() {
    return spec.qualifiedName();
  }

  /** Where results go. */
  final PrintWriter out() {
    return line().getOut();
  }

  /** Where progress and notes go. */
  final PrintWriter err() {
    return line().getErr();
  }
}
