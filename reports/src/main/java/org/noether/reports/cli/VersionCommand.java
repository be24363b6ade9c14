package org.noether.reports.cli;

import picocli.CommandLine.Command;

/** {@code noether version}. */
@Command(
    name = "version",
    description = "Show the versions of Noether and of Java, as --version does.",
    footer = {"Example:", "  noether version"})
final class VersionCommand extends LeafCommand {
  @Override
  public Integer call() {
    line().printVersionHelp(out());
    return 0;
  }
}
