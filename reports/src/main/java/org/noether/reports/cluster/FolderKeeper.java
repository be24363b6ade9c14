package org.noether.reports.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.noether.simulation.io.AtomicFiles;

/**
 * Keeps the folder of a task that runs elsewhere: gives what is there and takes what the task
 * sends, each file as a whole.
 */
public final class FolderKeeper implements Cluster.Link {
  private static final Pattern NAME = Pattern.compile("(?:[^./\\\\][^/\\\\]*/)*[^./\\\\][^/\\\\]*");

  private final Path folder;
  private final Consumer<String> lines;
  private final BooleanSupplier stop;
  private volatile double done;
  private volatile boolean begun;

  /**
   * Keeps a folder.
   *
   * @param lines receives lines for people
   * @param stop whether the task is to stop
   */
  public FolderKeeper(Path folder, Consumer<String> lines, BooleanSupplier stop) {
    this.folder = folder;
    this.lines = lines;
    this.stop = stop;
  }

  /** How much of the task is done, from 0 to 1. */
  public double done() {
    return done;
  }

  /** Whether the task has said anything yet. */
  public boolean hasBegun() {
    return begun;
  }

  @Override
  public synchronized Serializable ask(Serializable question) throws IOException {
    begun = true;
    return switch ((Message) question) {
      case Message.List _ -> SentFolder.listing(folder);
      case Message.Read read -> bytes(path(read.file()), read.from());
      case Message.Write write -> {
        take(write);
        yield true;
      }
      case Message.Line line -> {
        lines.accept(line.text());
        yield true;
      }
      case Message.Done part -> {
        done = part.part();
        yield stop.getAsBoolean();
      }
    };
  }

  private Path path(String name) throws IOException {
    Path path = folder.resolve(name);
    if (!NAME.matcher(name).matches() || !path.normalize().startsWith(folder.normalize())) {
      throw new IOException("a task named a file outside of its folder: " + name);
    }
    return path;
  }

  private static byte[] bytes(Path file, long from) throws IOException {
    var buffer = ByteBuffer.allocate(SentFolder.CHUNK_BYTES);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
        // Goes on until the buffer is full or the file ends.
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private void take(Message.Write write) throws IOException {
    Path file = path(write.file());
    Path part = file.resolveSibling("." + file.getFileName() + ".arriving");
    Files.createDirectories(part.getParent());
    if (write.from() == 0) {
      Files.deleteIfExists(part);
    }
    try (var channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() != write.from()) {
        throw new IOException("a part of %s is missing".formatted(write.file()));
      }
      channel.position(write.from());
      var bytes = ByteBuffer.wrap(write.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    if (write.last()) {
      AtomicFiles.replace(
          file, sibling -> Files.move(part, sibling, StandardCopyOption.REPLACE_EXISTING));
    }
  }
}
