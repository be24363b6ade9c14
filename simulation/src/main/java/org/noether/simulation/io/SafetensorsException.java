package org.noether.simulation.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not valid safetensors, or that uses a part of the format unknown here. */
public final class SafetensorsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  SafetensorsException(Path file, long offset, String reason) {
    super(file + ", byte " + offset + ": " + Printable.of(reason));
    this.offset = offset;
  }

  /** Position in the file, in bytes from its beginning, of what was refused. */
  public long offset() {
    return offset;
  }
}
