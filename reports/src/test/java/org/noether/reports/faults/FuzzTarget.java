package org.noether.reports.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls: reads one input with the reader that a system property names. */
public final class FuzzTarget {
  static final String PROPERTY = "noether.reader";

  private static final String READER = System.getProperty(PROPERTY, "");
  private static final Path FOLDER = folder();

  private FuzzTarget() {}

  private static Path folder() {
    try {
      return Files.createTempDirectory("fuzz");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads an input; whatever is thrown is a find. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Readers.read(READER, input, FOLDER);
  }
}
