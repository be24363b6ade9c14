package org.noether.simulation.molecule;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.noether.simulation.io.FormatException;

/**
 * The output of a decompressor, with limits on the total, on its ratio to the packed size, and on
 * what may be read before the next {@link #allow}. Damaged data is reported as {@link
 * FormatException}.
 */
final class UnpackingStream extends InputStream {
  private final InputStream in;
  private final String source;
  private final LongSupplier packed;
  private long unpacked;
  private long allowed = Long.MAX_VALUE;
  private String beyond = "";

  /**
   * Limits a decompressor.
   *
   * @param unpacking the decompressor
   * @param source what to call the file
   * @param packed the packed bytes read so far
   */
  UnpackingStream(InputStream unpacking, String source, LongSupplier packed) {
    in = unpacking;
    this.source = source;
    this.packed = packed;
  }

  /** Refuses, for the reason given, to give more than {@code bytes} until this is called again. */
  void allow(long bytes, String reason) {
    allowed = unpacked + bytes;
    beyond = reason;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // On corrupt data decompressors throw unchecked exceptions, and the one of bzip2 recurses for
      // each empty block.
      throw FormatException.damaged(source, e);
    }
    if (count > 0) {
      unpacked += count;
      check();
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void check() throws FormatException {
    if (unpacked > Limits.UNPACKED_BYTES) {
      throw FormatException.wholeFile(
          source, "it unpacks to more than the %d bytes allowed".formatted(Limits.UNPACKED_BYTES));
    }
    if (unpacked > Limits.RATIO_FREE_BYTES
        && unpacked > Limits.UNPACKING_RATIO * packed.getAsLong()) {
      throw FormatException.wholeFile(
          source,
          "it unpacks to more than %d times its size; no file of molecules does"
              .formatted(Limits.UNPACKING_RATIO));
    }
    if (unpacked > allowed) {
      throw FormatException.wholeFile(source, beyond);
    }
  }
}
