package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.noether.learning.train.Json;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.source.UserSystems.UserClass;
import org.noether.simulation.trajectory.SystemKind;

/**
 * What a run keeps, in {@code system.json}, of a class that its systems are of and that does not
 * come with Noether.
 *
 * @param name the full name of the class
 * @param sha256 the digest of its source file, or of its class file if it was found as a class
 * @param classPath where it, or what its source needs, was found; empty for no class path
 */
record KeptClass(String name, String sha256, String classPath) {
  /** Reads what a run keeps; empty if its systems come with Noether. */
  static Optional<KeptClass> read(Path run) throws IOException {
    Path file = file(run);
    return Files.exists(file) ? Optional.of(Json.read(file, KeptClass.class)) : Optional.empty();
  }

  /** Writes what a run is to keep of a kind, unless that comes with Noether. */
  static void write(Path run, SystemKind kind, String classPath) throws IOException {
    Optional<UserClass> type = UserSystems.classOf(kind);
    if (type.isPresent()) {
      Json.write(file(run), new KeptClass(type.get().name(), type.get().sha256(), classPath));
    }
  }

  /**
   * Checks that a kind has the class that was kept.
   *
   * @throws IOException if it is another class, or another version of it
   */
  void demandSame(SystemKind kind, Path run) throws IOException {
    String now = UserSystems.classOf(kind).map(UserClass::sha256).orElse("");
    if (!now.equals(sha256)) {
      throw new IOException(
          "%s learned from systems of another version of %s than there is now; name the folder or jar with that version by --class-path, or train anew"
              .formatted(run, name));
    }
  }

  private static Path file(Path run) {
    return run.resolve("system.json");
  }
}
