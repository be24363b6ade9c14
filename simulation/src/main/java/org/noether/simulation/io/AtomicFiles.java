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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Replaces files atomically: the new content goes to a hidden sibling, reaches the disk, and is
 * then renamed over the target. Whoever opens the target sees the old content or the new one, never
 * a mixture; after a failure the old content is still there and the sibling is not. What a process
 * that was killed has left is removed by the next one that writes to the folder. One process at a
 * time writes a file; another is refused.
 */
public final class AtomicFiles {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String SUFFIX = ".noether-new";

  /** The siblings that are being written; null after {@link #abandon}. */
  private static @Nullable Map<Path, WriteLock> inProgress = new HashMap<>();

  /** Folders that this process has cleared of what others left. */
  private static final Set<Path> CLEARED = ConcurrentHashMap.newKeySet();

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
   * are made, and removed after a failure. A symbolic link is refused, because the file that it
   * points to may be anyone's.
   *
   * @throws IOException as {@link #write}, or if another process is writing the target
   */
  public static void replace(Path target, IOConsumer<Path> writer) throws IOException {
    requireFile(target);
    Path destination = target.toAbsolutePath();
    Path folder = folderOf(destination);
    Path existing = existing(folder);
    boolean written = false;
    try {
      replace(target, destination, folder, writer);
      written = true;
    } finally {
      for (Path made = folder; !written && !made.equals(existing); made = folderOf(made)) {
        deleteQuietly(made); // Folders that hold something stay.
      }
    }
  }

  /** Returns the innermost folder of a path of folders that is there. */
  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return parent == null || Files.exists(folder) ? folder : existing(parent);
  }

  private static void replace(Path target, Path destination, Path folder, IOConsumer<Path> writer)
      throws IOException {
    Path sibling = sibling(destination);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw explain(target, e);
    }
    try (WriteLock lock = WriteLock.ofFile(target)) {
      begin(sibling, lock);
      try {
        if (CLEARED.add(folder)) {
          WriteLock.removeLeftovers(folder);
        }
        Files.deleteIfExists(sibling);
        Files.createFile(sibling);
        writer.accept(sibling);
        force(sibling);
        move(sibling, destination);
        forceFolder(folder);
      } catch (IOException e) {
        throw explain(target, e);
      } finally {
        end(sibling);
      }
    }
  }

  /**
   * Checks that a path is that of an ordinary file, or of none.
   *
   * @throws IOException if a folder, a symbolic link, a device or a pipe is there
   */
  public static void requireFile(Path target) throws IOException {
    String kind;
    if (Files.isSymbolicLink(target)) {
      kind = "a symbolic link; remove it, or name the file itself";
    } else if (Files.isDirectory(target)) {
      kind = "a folder; name a file inside it instead";
    } else if (Files.exists(target) && !Files.isRegularFile(target)) {
      kind = "a device or a pipe; name an ordinary file instead";
    } else {
      return;
    }
    throw new IOException("cannot write " + target + ": it is " + kind);
  }

  /** The file that holds the new content of another until it is complete. */
  static Path sibling(Path destination) {
    return destination.resolveSibling("." + destination.getFileName() + SUFFIX);
  }

  private static synchronized void begin(Path sibling, WriteLock lock) throws IOException {
    inProgress().put(sibling, lock);
  }

  private static synchronized void end(Path sibling) {
    if (inProgress != null) {
      deleteQuietly(sibling);
      inProgress.remove(sibling);
    }
  }

  private static synchronized void move(Path sibling, Path destination) throws IOException {
    inProgress();
    Files.move(
        sibling, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<Path, WriteLock> inProgress() throws IOException {
    if (inProgress == null) {
      throw new IOException("the program is being stopped");
    }
    return inProgress;
  }

  /**
   * Removes the siblings that are being written, and lets this process replace no further file. It
   * is for the last shutdown hook of a program that is interrupted.
   */
  public static synchronized void abandon() {
    if (inProgress != null) {
      inProgress.forEach((sibling, lock) -> {
        deleteQuietly(sibling);
        lock.remove();
      });
      inProgress = null;
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

  static IOException explain(Path target, IOException cause) {
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
                  failure.getReason() == null ? failure.toString() : advised(failure.getReason());
              default -> advised(String.valueOf(cause.getMessage()));
            };
    return new IOException("cannot write " + target + ": " + reason, cause);
  }

  private static String advised(String reason) {
    return switch (reason) {
      case "Read-only file system" ->
          "nothing can be written to its file system (it is read-only); choose a folder elsewhere";
      case "File too large" ->
          "the file grew larger than allowed; raise the limit (ulimit -f), or choose a folder"
              + " elsewhere";
      default -> reason;
    };
  }

  private static boolean isDiskFull(IOException e) {
    var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }

  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Nothing better can be done: the failure that led here is the one to report.
    }
  }
}
