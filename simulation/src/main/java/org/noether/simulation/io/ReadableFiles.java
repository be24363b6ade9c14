package org.noether.simulation.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks a file before it is opened to be read. */
public final class ReadableFiles {
  private ReadableFiles() {}

  /**
   * Refuses folders, pipes and devices.
   *
   * @throws IOException if the file is one, naming it
   */
  public static void requireFile(Path file) throws IOException {
    requireNoPipe(file);
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": it is a folder; name a file in it");
    }
  }

  /**
   * Refuses pipes and devices, which keep a reader waiting without a word.
   *
   * @throws IOException if the file is one, naming it
   */
  public static void requireNoPipe(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new IOException(file + ": it is a device or a pipe; name an ordinary file instead");
    }
  }
}
