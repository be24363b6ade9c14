package org.noether.simulation.io;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a file, or the files of a folder, which one process has at a time. The
 * operating system keeps it, as a lock on a hidden file, and takes it back from a process that
 * ends, however that ends. The hidden file names the holder for the messages of others.
 */
public final class WriteLock implements Closeable {
  private static final String SUFFIX = ".noether-lock";
  private static final int HOLDER_BYTES = 200;

  /** Another process that only removes what a third one left behind needs less. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** A second channel of this process to such a file would release the lock when it is closed. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final @Nullable Path made;

  private WriteLock(Path file, FileChannel channel, @Nullable Path made) {
    this.file = file;
    this.channel = channel;
    this.made = made;
  }

  /**
   * Locks the files of a folder, and removes what processes that were killed left in it. A missing
   * folder is made, and removed at the end if it is still empty.
   *
   * @throws IOException if another process has the lock, naming it, or the folder cannot be written
   */
  public static WriteLock ofFolder(Path folder) throws IOException {
    boolean isNew = !Files.exists(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFiles.explain(folder, e);
    }
    WriteLock lock = acquire(folder, folder.toRealPath().resolve(SUFFIX), isNew ? folder : null);
    removeLeftovers(folder);
    return lock;
  }

  /**
   * Locks a file, which need not exist, in a folder that does.
   *
   * @throws IOException if another process has the lock, naming it, or the folder cannot be written
   */
  static WriteLock ofFile(Path target) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = Objects.requireNonNull(absolute.getParent()).toRealPath();
    return acquire(target, folder.resolve("." + absolute.getFileName() + SUFFIX), null);
  }

  /** Removes from a folder the hidden files of processes that were killed while they wrote. */
  static void removeLeftovers(Path folder) throws IOException {
    List<Path> locks;
    try (Stream<Path> files = Files.list(folder.toRealPath())) {
      locks = files.filter(WriteLock::isOfFile).toList();
    }
    for (Path lock : locks) {
      try (WriteLock held = attempt(lock, null)) {
        if (held != null) {
          String name = lock.getFileName().toString();
          Files.deleteIfExists(
              AtomicFiles.sibling(
                  lock.resolveSibling(name.substring(1, name.length() - SUFFIX.length()))));
        }
      } catch (IOException e) {
        // Another user's, who has to remove it.
      }
    }
  }

  private static boolean isOfFile(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(SUFFIX) && name.length() > SUFFIX.length() + 1;
  }

  private static WriteLock acquire(Path what, Path file, @Nullable Path made) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      WriteLock lock;
      try {
        lock = attempt(file, made);
      } catch (IOException e) {
        if (made != null) {
          AtomicFiles.deleteQuietly(made);
        }
        throw AtomicFiles.explain(what, e);
      }
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "%s is being written by %s; wait until it has ended, or name another place"
                .formatted(what, holder(file)));
      }
      pause(what);
    }
  }

  /** Locks the hidden file, or returns null if it is locked or was just removed. */
  private static @Nullable WriteLock attempt(Path file, @Nullable Path made) throws IOException {
    if (!HELD.add(file)) {
      return null;
    }
    FileChannel channel = null;
    WriteLock lock = null;
    try {
      Object identity = createIfMissing(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      // A holder removes the file when it is done, so that the one locked can be the former one.
      if (channel.tryLock() != null && Objects.equals(identity, identity(file))) {
        nameHolder(file, channel);
        lock = new WriteLock(file, channel, made);
      }
    } catch (NoSuchFileException e) {
      // Removed by its holder in between.
    } finally {
      if (lock == null) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(file);
      }
    }
    return lock;
  }

  /** Writes this process into a hidden file that it has locked, or removes the file. */
  private static void nameHolder(Path file, FileChannel channel) throws IOException {
    try {
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(thisProcess()));
    } catch (IOException e) {
      AtomicFiles.deleteQuietly(file);
      throw e;
    }
  }

  private static @Nullable Object createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // Left by a process that was killed, or locked.
    }
    return identity(file);
  }

  private static @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private static String thisProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      host = "an unknown host";
    }
    ProcessHandle process = ProcessHandle.current();
    Instant start = process.info().startInstant().orElseGet(Instant::now);
    return "process %s on %s, started %s"
        .formatted(Long.toString(process.pid()), Printable.of(host), start);
  }

  private static String holder(Path file) {
    if (HELD.contains(file)) {
      return "this process already";
    }
    var bytes = ByteBuffer.allocate(HOLDER_BYTES);
    try (var channel = FileChannel.open(file, LinkOption.NOFOLLOW_LINKS)) {
      channel.read(bytes);
    } catch (IOException e) {
      return "another process";
    }
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    return text.isEmpty() ? "another process" : Printable.of(text);
  }

  private static void pause(Path what) throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to write " + what, e);
    }
  }

  /** Removes the hidden file, as the process is about to end. */
  void remove() {
    AtomicFiles.deleteQuietly(file);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
      if (made != null) {
        Files.deleteIfExists(made);
      }
    } catch (DirectoryNotEmptyException e) {
      // It holds what was written.
    } finally {
      HELD.remove(file);
    }
  }
}
