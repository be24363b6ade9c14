package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.noether.simulation.io.Sha256;

/** Identifies what molecules are read from. */
final class SourceHash {
  private SourceHash() {}

  /** SHA-256 of a file; of a folder, that of its molecules' files with their names and lengths. */
  static String of(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      return Sha256.of(file);
    }
    MessageDigest digest = Sha256.digest();
    for (Path each : FolderReader.files(file)) {
      String header = each.getFileName() + "\n" + Files.size(each) + "\n";
      digest.update(header.getBytes(StandardCharsets.UTF_8));
      Sha256.add(each, digest);
    }
    return Sha256.hex(digest);
  }
}
