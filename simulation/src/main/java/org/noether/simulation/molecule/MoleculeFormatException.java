package org.noether.simulation.molecule;

import java.io.IOException;
import org.noether.simulation.io.Printable;

/**
 * A file of molecules that cannot be read as such. The message names the file, for an archive the
 * entry ({@code FILE!ENTRY}), the line where there are lines, and the reason.
 */
public final class MoleculeFormatException extends IOException {
  /** As a line: the file as a whole. */
  public static final long WHOLE_FILE = 0;

  private final long line;

  MoleculeFormatException(String source, long line, String reason) {
    super(Printable.of(source + (line == WHOLE_FILE ? "" : ", line " + line) + ": " + reason));
    this.line = line;
  }

  /** An error of the file as a whole, after which nothing more can be read from it. */
  static MoleculeFormatException wholeFile(String source, String reason) {
    return new MoleculeFormatException(source, WHOLE_FILE, reason);
  }

  /** The line, from 1, or {@link #WHOLE_FILE}. */
  public long line() {
    return line;
  }
}
