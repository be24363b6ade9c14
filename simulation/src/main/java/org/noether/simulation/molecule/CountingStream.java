package org.noether.simulation.molecule;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes that are read, and tells how many they are. */
final class CountingStream extends FilterInputStream {
  private final LongConsumer progress;
  private long count;

  /** Counts what is read of {@code in} and tells {@code progress}. */
  CountingStream(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      add(1);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read > 0) {
      add(read);
    }
    return read;
  }

  private void add(int read) {
    count += read;
    progress.accept(count);
  }
}
