package org.noether.reports.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.noether.reports.table.Block;
import org.noether.simulation.io.AtomicFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option by which a command also writes its table, and that without which it replaces none. */
final class CsvOption {
  @Option(
      names = "--csv",
      paramLabel = "FILE.csv",
      description = "Also write the table to this file, with all rows and digits.")
  private @Nullable Path file;

  @Mixin private ForceOption force = new ForceOption();

  /**
   * Refuses to replace a file unless {@code --force} is given. To be called before any work.
   *
   * @throws IOException if the file exists, saying what to do
   */
  void demandFree() throws IOException {
    if (file != null) {
      force.demandFree(file, "--csv");
    }
  }

  /** Whether a table is asked for. */
  boolean given() {
    return file != null;
  }

  /** The option without which no file is replaced. */
  ForceOption force() {
    return force;
  }

  /** Writes the table, if that was asked for. */
  void write(Block.Table table) throws IOException {
    if (file != null) {
      AtomicFiles.write(file, out -> out.write(table.csv().getBytes(StandardCharsets.UTF_8)));
    }
  }
}
