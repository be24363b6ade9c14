package org.noether.simulation.molecule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;

/** The files {@code *.xyz} of a folder, in the order of their names. */
final class FolderReader implements MoleculeReader {
  private final Iterator<Path> files;
  private final BadMolecules bad;
  private final LongConsumer progress;
  private @Nullable MoleculeReader current;
  private String format = "XYZ";
  private long done;

  FolderReader(Path folder, BadMolecules bad, LongConsumer progress) throws IOException {
    this.files = files(folder).iterator();
    this.bad = bad;
    this.progress = progress;
  }

  /**
   * The files of a folder that hold molecules, by name.
   *
   * @throws FormatException if there are none, or more than are allowed
   */
  static List<Path> files(Path folder) throws IOException {
    List<Path> files = files(folder, FolderReader::isXyz);
    if (files.isEmpty()) {
      throw FormatException.wholeFile(folder.toString(), "no file in this folder is called *.xyz");
    }
    if (files.size() > Limits.ENTRIES) {
      throw FormatException.wholeFile(
          folder.toString(), "it has more than the %d files allowed".formatted(Limits.ENTRIES));
    }
    return files;
  }

  /**
   * The regular files of a folder with certain names, by name; at most two for each of {@link
   * Limits#ENTRIES} are looked at.
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

  /** Whether a path ends in a name {@code *.xyz} that does not begin with a dot. */
  static boolean isXyz(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.endsWith(".xyz") && !name.startsWith(".");
  }

  @Override
  public @Nullable Molecule next() throws IOException {
    while (true) {
      if (current == null) {
        if (!files.hasNext()) {
          return null;
        }
        Path file = files.next();
        current = new XyzReader(Files.newInputStream(file), file.toString(), bad, "");
      }
      Molecule molecule = current.next();
      if (molecule != null) {
        return molecule;
      }
      format = current.format();
      current.close();
      current = null;
      progress.accept(++done);
    }
  }

  @Override
  public String format() {
    return "folder of " + format;
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
    }
  }
}
