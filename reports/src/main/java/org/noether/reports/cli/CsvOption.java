package org.noether.reports.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    demandFree("");
  }

  /** As {@link #demandFree()}, of the file whose name has this ending added. */
  void demandFree(String ending) throws IOException {
    if (file != null) {
      force.demandFree(ended(file, ending), "--csv");
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
    write("", table);
  }

  /** Writes a further table, to the file whose name has this ending added. */
  void write(String ending, Block.Table table) throws IOException {
    if (file != null) {
      byte[] text = table.csv().getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(ended(file, ending), out -> out.write(text));
    }
  }

  /** Removes what an earlier command wrote to the file whose name has this ending added. */
  void remove(String ending) throws IOException {
    if (file != null) {
      Files.deleteIfExists(ended(file, ending));
    }
  }

  private static Path ended(Path file, String ending) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("(?i)\\.csv$", "");
    return ending.isEmpty() ? file : file.resolveSibling(stem + "-" + ending + ".csv");
  }
}
