package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import org.noether.simulation.io.Sha256;

/**
 * What molecules are read from, as it was at some time.
 *
 * @param sha256 of a file, the checksum of its content; of a folder, that of where it is and of the
 *     names, sizes and times of modification of its molecules' files, which are too many to be read
 *     each time
 * @param stamp what differs once the file or folder was changed
 */
record SourceState(String sha256, String stamp) {
  /** The state of a file or folder now. */
  static SourceState of(Path file) throws IOException {
    String stamp = stamp(file);
    return new SourceState(Files.isDirectory(file) ? stamp : Sha256.of(file), stamp);
  }

  /** Whether a file or folder is in another state now, or gone. */
  boolean isPast(Path file) {
    try {
      return !stamp.equals(stamp(file));
    } catch (IOException e) {
      return true;
    }
  }

  private static String stamp(Path file) throws IOException {
    return Files.isDirectory(file) ? listing(file) : sizeAndTime(file);
  }

  private static String listing(Path folder) throws IOException {
    MessageDigest digest = Sha256.digest();
    add(folder.toRealPath().toString(), digest);
    for (Path each : FolderReader.files(folder)) {
      add(String.valueOf(each.getFileName()), digest);
      add(sizeAndTime(each), digest);
    }
    return Sha256.hex(digest);
  }

  private static void add(String text, MessageDigest digest) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String sizeAndTime(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() + " " + attributes.lastModifiedTime();
  }
}
