package org.noether.simulation.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file whose content cannot be read. The message names the file, for an archive the entry ({@code
 * FILE!ENTRY}), the line where there are lines, and the reason.
 */
public final class FormatException extends IOException {
  /** As a line: the file as a whole. */
  public static final long WHOLE_FILE = 0;

  private final long line;

  /** An error in a line, counted from 1, or of the {@link #WHOLE_FILE}. */
  public FormatException(String source, long line, String reason) {
    super(Printable.of(source + (line == WHOLE_FILE ? "" : ", line " + line) + ": " + reason));
    this.line = line;
  }

  /** An error of the file as a whole, after which nothing more can be read from it. */
  public static FormatException wholeFile(String source, String reason) {
    return new FormatException(source, WHOLE_FILE, reason);
  }

  /** An error at a byte, counted from 0, of a file. */
  public static FormatException atByte(Path file, long at, String reason) {
    return wholeFile(file + ", byte " + at, reason);
  }

  /** An exception for data that a library could not decode. */
  public static FormatException damaged(String source, Throwable e) {
    if (e instanceof FormatException known) {
      return known;
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return wholeFile(
        source, "it is damaged or was cut off: " + reason.lines().findFirst().orElse(reason));
  }

  /** The line, from 1, or {@link #WHOLE_FILE}. */
  public long line() {
    return line;
  }
}
