package org.noether.reports.cli;

import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** The versions that {@code --version} prints. */
final class Versions implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "noether " + noether(),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
    };
  }

  /** Noether's version as a line of a report. */
  static List<String> fact() {
    return List.of("Noether", noether());
  }

  /** The version in the manifest of the jar. */
  private static String noether() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
