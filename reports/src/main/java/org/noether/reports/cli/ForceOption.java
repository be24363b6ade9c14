package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option without which a command replaces no file. */
final class ForceOption {
  @Option(names = "--force", description = "Replace what is there already.")
  private boolean force;

  /** Whether the option is given. */
  boolean given() {
    return force;
  }

  /**
   * Refuses to replace a file unless the option is given. To be called before any work.
   *
   * @throws IOException if the file exists, saying what to do
   */
  void demandFree(Path file) throws IOException {
    demandFree(file, "--out");
  }

  /** As {@link #demandFree(Path)}, of a file that an option names. */
  void demandFree(Path file, String option) throws IOException {
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          file + " exists; --force replaces it, or choose another place with " + option);
    }
  }
}
