package org.noether.simulation.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces files atomically: the new content goes to a temporary sibling, reaches the disk, and is
 * then renamed over the target. Whoever opens the target sees the old content or the new one, never
 * a mixture; after a failure the old content is still there and the sibling is not. A sibling in
 * progress is also removed when the virtual machine is asked to stop (Ctrl-C).
 */
public final class AtomicFiles {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Set<Path> IN_PROGRESS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> IN_PROGRESS.forEach(AtomicFiles::deleteQuietly), "atomic-files"));
  }

  /**
   * A {@link java.util.function.Consumer} that may fail with an {@link IOException}.
   *
   * @param <T> what is consumed
   */
  @FunctionalInterface
  public interface IOConsumer<T> {
    /**
     * Uses {@code value}.
     *
     * @throws IOException if reading or writing fails
     */
    void accept(T value) throws IOException;
  }

  private AtomicFiles() {}

  /**
   * Replaces {@code target} by what {@code writer} writes to a buffered stream. Missing parent
   * folders are made.
   *
   * @throws IOException if the content cannot be written; the message names the target, the reason
   *     and, for a full disk, what to do
   */
  public static void write(Path target, IOConsumer<OutputStream> writer) throws IOException {
    replace(
        target,
        sibling -> {
          try (var out = new BufferedOutputStream(Files.newOutputStream(sibling), BUFFER_BYTES)) {
            writer.accept(out);
          }
        });
  }

  /**
   * Replaces {@code target} by the file that {@code writer} fills. The writer gets the path of an
   * empty file in the target's folder; it may truncate, reopen or map it. Missing parent folders
   * are made, and a symbolic link is followed.
   *
   * @throws IOException as {@link #write}
   */
  public static void replace(Path target, IOConsumer<Path> writer) throws IOException {
    var destination = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.isDirectory(destination)) {
      throw new IOException(
          "cannot write " + target + ": it is a folder; name a file inside it instead");
    }
    if (Files.exists(destination) && !Files.isRegularFile(destination)) {
      throw new IOException(
          "cannot write " + target + ": it is a device or a pipe; name an ordinary file instead");
    }
    var unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    var sibling = destination.resolveSibling("." + destination.getFileName() + "." + unique);
    IN_PROGRESS.add(sibling);
    try {
      Files.createDirectories(folderOf(destination));
      Files.createFile(sibling);
      writer.accept(sibling);
      force(sibling);
      Files.move(
          sibling,
          destination,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      forceFolder(folderOf(destination));
    } catch (IOException e) {
      throw explain(target, e);
    } finally {
      deleteQuietly(sibling);
      IN_PROGRESS.remove(sibling);
    }
  }

  /** Returns the folder of an absolute path that is not a folder, so never a root. */
  private static Path folderOf(Path destination) {
    return Objects.requireNonNull(destination.getParent());
  }

  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes the rename itself durable where the platform lets a folder be opened. */
  private static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content is on disk under its new name already; some platforms cannot sync a folder.
    }
  }

  private static IOException explain(Path target, IOException cause) {
    String reason =
        isDiskFull(cause)
            ? "the disk is full; free some space or choose another folder"
            : switch (cause) {
              case AccessDeniedException _ ->
                  "permission denied; choose a folder that you may write to";
              case NotDirectoryException notFolder -> notFolder.getFile() + " is not a folder";
              case FileAlreadyExistsException inTheWay ->
                  inTheWay.getFile() + " is a file, not a folder";
              case NoSuchFileException _ -> "its folder cannot be made here; choose another";
              case FileSystemException failure ->
                  failure.getReason() == null ? failure.toString() : failure.getReason();
              default -> cause.getMessage();
            };
    return new IOException("cannot write " + target + ": " + reason, cause);
  }

  private static boolean isDiskFull(IOException e) {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Nothing better can be done: the failure that led here is the one to report.
    }
  }
}
