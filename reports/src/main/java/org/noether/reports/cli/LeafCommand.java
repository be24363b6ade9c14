package org.noether.reports.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command without subcommands: the layout of its help, and its output streams. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%n")
abstract class LeafCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command line of this command. */
  final CommandLine line() {
    return spec.commandLine();
  }

  /** The full name, such as {@code noether train springs}. */
  final String qualifiedName() {
    return spec.qualifiedName();
  }

  /** The stream for results. */
  final PrintWriter out() {
    return line().getOut();
  }

  /** The stream for progress and notes, which shows nothing if the user wants none. */
  final PrintWriter err() {
    return spec.root().userObject() instanceof NoetherCommand noether && noether.quiet()
        ? new PrintWriter(Writer.nullWriter())
        : line().getErr();
  }
}
