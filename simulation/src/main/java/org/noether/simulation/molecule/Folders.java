package org.noether.simulation.molecule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What folders hold. */
final class Folders {
  private Folders() {}

  /**
   * The regular files of a folder with certain names, by name; at most two for each of {@link
   * Limits#ENTRIES} are looked at.
   *
   * @throws IOException if the folder cannot be read
   */
  static List<Path> files(Path folder, Predicate<String> name) throws IOException {
    try (var listed = Files.list(folder)) {
      return listed
          .limit(2L * Limits.ENTRIES)
          .filter(file -> name.test(String.valueOf(file.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
