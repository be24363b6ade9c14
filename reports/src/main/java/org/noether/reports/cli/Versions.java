package org.noether.reports.cli;

import java.util.List;
import org.noether.learning.train.Version;
import picocli.CommandLine.IVersionProvider;

/** The versions that {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "noether " + Version.noether(),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
    };
  }

  /** Noether's version as a line of a report. */
  static List<String> fact() {
    return List.of("Noether", Version.full());
  }
}
