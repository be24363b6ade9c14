package org.noether.simulation.io;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Downloads a file whose checksum is known. What has arrived is kept in {@code FILE.part}, where a
 * later attempt goes on after a cut connection; the file itself appears when it is complete and its
 * checksum is right.
 */
public final class Download {
  private static final int ATTEMPTS = 5;
  private static final long MAX_BYTES = 1L << 31;
  private static final int BUFFER_BYTES = 1 << 16;

  private final DatasetManifest.Entry entry;
  private final Path target;
  private final Path part;
  private final LongConsumer progress;
  private final Duration pause;
  private boolean fromTheBeginning;

  private Download(
      DatasetManifest.Entry entry, Path target, LongConsumer progress, Duration pause) {
    this.entry = entry;
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.progress = progress;
    this.pause = pause;
  }

  /**
   * The entry with a size, which the server tells where the manifest does not.
   *
   * @throws IOException if the server cannot be reached, or tells none or one beyond reason
   */
  public static DatasetManifest.Entry sized(DatasetManifest.Entry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.file());
    if (entry.bytes() > 0 || entry.matches(target)) {
      return entry.bytes() > 0 ? entry : entry.withBytes(Files.size(target));
    }
    HttpURLConnection connection = HttpGet.open(entry.url(), 0);
    try {
      if (HttpGet.status(connection) != HttpURLConnection.HTTP_OK) {
        throw HttpGet.refused(entry.url(), HttpGet.status(connection));
      }
      long bytes = connection.getContentLengthLong();
      if (bytes < 1 || bytes > MAX_BYTES) {
        throw new IOException(
            entry.url() + ": the server says that it has %d bytes".formatted(bytes));
      }
      return entry.withBytes(bytes);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Downloads a file unless it is there already.
   *
   * @param entry what to download, and what it must be
   * @param folder the folder of data sets
   * @param progress is told how many bytes have arrived
   * @return whether something was downloaded
   * @throws IOException if the server cannot be reached or answers something else, the file is
   *     longer than {@link DatasetManifest.Entry#bytes()} or has another checksum, or it cannot be
   *     written; the message says what to do
   */
  public static boolean fetch(DatasetManifest.Entry entry, Path folder, LongConsumer progress)
      throws IOException {
    return fetch(entry, folder, progress, Duration.ofSeconds(2));
  }

  /** As the other, with a pause of one's own between attempts. */
  static boolean fetch(
      DatasetManifest.Entry entry, Path folder, LongConsumer progress, Duration pause)
      throws IOException {
    Path target = folder.resolve(entry.file()).toAbsolutePath();
    if (entry.matches(target)) {
      return false;
    }
    try {
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
    } catch (IOException e) {
      throw AtomicFiles.explain(target, e);
    }
    new Download(entry, target, progress, pause).run();
    return true;
  }

  private void run() throws IOException {
    AtomicFiles.requireFile(target);
    AtomicFiles.requireFile(part);
    try (WriteLock _ = WriteLock.ofFile(target)) {
      try (FileChannel channel = openPart()) {
        try {
          complete(channel);
          verify();
        } finally {
          if (channel.size() == 0) {
            Files.delete(part);
          }
        }
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private FileChannel openPart() throws IOException {
    try {
      return FileChannel.open(
          part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw AtomicFiles.explain(part, e);
    }
  }

  /** Connects until all bytes are there, or several connections in a row brought none. */
  private void complete(FileChannel channel) throws IOException {
    if (channel.size() > entry.bytes()) {
      channel.truncate(0);
    }
    int attempts = 0;
    long furthest = channel.size();
    while (channel.size() < entry.bytes()) {
      try {
        transfer(channel);
      } catch (TransientException e) {
        attempts = channel.size() > furthest ? 1 : attempts + 1;
        furthest = Math.max(furthest, channel.size());
        if (attempts == ATTEMPTS) {
          throw new IOException(
              "%s: %s; %d of %d bytes are kept, and run the same command to resume there"
                  .formatted(entry.url(), e.getMessage(), channel.size(), entry.bytes()),
              e);
        }
        sleep();
      }
    }
    channel.force(true);
  }

  private void verify() throws IOException {
    if (!entry.matches(part)) {
      String checksum = Sha256.of(part, entry.algorithm());
      Files.delete(part);
      throw new IOException(
          "%s: what arrived has the %s %s instead of %s, and was deleted; try again, and if that does not help, the file there is another one"
              .formatted(entry.url(), entry.algorithm(), checksum, entry.checksum()));
    }
  }

  /**
   * Adds what one connection gives to the end of the part, or replaces the part if the server
   * cannot go on there. The part is not touched before it is clear that the answer is the expected
   * file.
   */
  private void transfer(FileChannel channel) throws IOException {
    long begin = fromTheBeginning ? 0 : channel.size();
    HttpURLConnection connection = HttpGet.open(entry.url(), begin);
    try {
      int status = HttpGet.status(connection);
      if (status == HttpGet.RANGE_REFUSED) {
        fromTheBeginning = true;
        throw new TransientException("the server does not go on at byte " + begin);
      }
      if (status == HttpURLConnection.HTTP_OK) {
        begin = 0;
      } else if (status != HttpURLConnection.HTTP_PARTIAL) {
        throw HttpGet.refused(entry.url(), status);
      } else if (!HttpGet.continuesAt(connection, begin)) {
        fromTheBeginning = true;
        throw new TransientException("the server goes on elsewhere than asked");
      }
      long announced = connection.getContentLengthLong();
      if (announced >= 0 && announced != entry.bytes() - begin) {
        throw another(announced + begin);
      }
      copy(connection, channel, begin);
    } finally {
      connection.disconnect();
    }
  }

  private void copy(HttpURLConnection connection, FileChannel channel, long begin)
      throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    try (var in = HttpGet.body(connection)) {
      channel.truncate(begin).position(begin);
      fromTheBeginning = false;
      while (true) {
        int count = HttpGet.read(in, buffer);
        if (count < 0) {
          break;
        }
        long end = channel.position() + count;
        if (end > entry.bytes()) {
          channel.truncate(begin);
          throw another(end);
        }
        write(channel, ByteBuffer.wrap(buffer, 0, count));
        progress.accept(channel.position());
      }
    }
    if (channel.position() < entry.bytes()) {
      throw new TransientException("the connection ended early");
    }
  }

  private void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw AtomicFiles.explain(part, e);
    }
  }

  private IOException another(long bytes) {
    return new IOException(
        "%s: the server has %s %d bytes expected; the file there is another one"
            .formatted(
                entry.url(),
                bytes < entry.bytes() ? "fewer than the" : "more than the",
                entry.bytes()));
  }

  private void sleep() throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while downloading " + target, e);
    }
  }

  /** Something that may be better at the next attempt. */
  static final class TransientException extends IOException {
    TransientException(String message) {
      super(message);
    }

    TransientException(String message, IOException cause) {
      super(message, cause);
    }
  }
}
