package org.noether.simulation.trajectory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Writes large blocks to a file past the operating system's page cache where the file system allows
 * it, else through it. Copying a gigabyte of trajectories into the cache takes twice the processor
 * time of computing it, and writing it back must be awaited all the same.
 */
final class UncachedChannel implements Closeable {
  /** Positions and lengths of blocks are multiples of this. */
  static final int ALIGNMENT = 4096;

  private final FileChannel channel;

  private UncachedChannel(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens an existing file for writing. */
  static UncachedChannel open(Path file) throws IOException {
    var direct = directOption();
    if (direct.isPresent() && ALIGNMENT % Files.getFileStore(file).getBlockSize() == 0) {
      try {
        return new UncachedChannel(
            FileChannel.open(file, StandardOpenOption.WRITE, direct.orElseThrow()));
      } catch (UnsupportedOperationException | IOException e) {
        // Not this file system; if the file cannot be opened at all, the next line says so.
      }
    }
    return new UncachedChannel(FileChannel.open(file, StandardOpenOption.WRITE));
  }

  /** The JDK's option for direct transfer, which is not part of Java SE and so may be absent. */
  private static Optional<OpenOption> directOption() {
    try {
      var option = Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT");
      return Optional.ofNullable((OpenOption) option.get(null));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** The next multiple of the alignment. */
  static long align(long position) {
    return Math.ceilDiv(position, (long) ALIGNMENT) * ALIGNMENT;
  }

  /** A little-endian buffer whose content can be written, with room to fill the last block up. */
  static ByteBuffer buffer(Arena memory, int bytes) {
    return memory.allocate(align(bytes), ALIGNMENT).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes a buffer's remaining bytes, and zeros after them up to a multiple of the alignment.
   *
   * @param content a buffer from {@link #buffer} at position 0
   * @param position a multiple of the alignment
   */
  void write(ByteBuffer content, long position) throws IOException {
    int end = content.limit();
    content.limit(Math.toIntExact(align(end)));
    while (end < content.limit()) {
      content.put(end++, (byte) 0);
    }
    for (long at = position; content.hasRemaining(); ) {
      at += channel.write(content, at);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
