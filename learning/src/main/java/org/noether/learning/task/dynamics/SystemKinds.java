package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.trajectory.SystemKind;

/** Kinds of systems by what configurations call them: a known one, or a Java source file. */
public final class SystemKinds {
  private static final String SOURCE = ".java";
  private static final Map<String, SystemKind> FOUND = new ConcurrentHashMap<>();

  private SystemKinds() {}

  /** Returns whether a system is named by a source file of its own. */
  public static boolean isSource(String system) {
    return system.endsWith(SOURCE);
  }

  /** Returns whether systems are known by their trajectories alone. */
  static boolean isOwn(String system) {
    return system.equals(SystemKind.OWN.id());
  }

  /** Returns a name for folders and texts: that of the kind, or of the source file. */
  public static String name(String system) {
    return isSource(system)
        ? system.substring(
            Math.max(system.lastIndexOf('/'), system.lastIndexOf('\\')) + 1,
            system.length() - SOURCE.length())
        : system;
  }

  /**
   * Returns a kind; a source file is compiled once.
   *
   * @throws IOException if a source file cannot be read or compiled, naming file, line and reason
   * @throws IllegalArgumentException if there is no such kind
   */
  public static SystemKind of(String system) throws IOException {
    SystemKind found = FOUND.get(system);
    if (found == null) {
      found = isOwn(system) ? SystemKind.OWN : UserSystems.find(system, "");
      FOUND.put(system, found);
    }
    return found;
  }

  /**
   * Returns the kind of the systems of a run. A source file that the run keeps is used rather than
   * the one that it was made with, which may have moved or changed.
   *
   * @param run the folder
   * @throws IOException if a source file cannot be read or compiled, naming file, line and reason
   */
  public static SystemKind of(Path run, String system) throws IOException {
    Path kept = kept(run, system);
    if (!isSource(system) || !Files.exists(kept)) {
      return of(system);
    }
    SystemKind found = UserSystems.find(kept.toString(), "");
    FOUND.put(system, found);
    return found;
  }

  /** Returns where a run keeps the source file of its systems. */
  static Path kept(Path run, String system) {
    return run.resolve(name(system) + SOURCE);
  }

  /** Copies the source file of a system into the folder of a run. */
  static void keep(Path run, String system) throws IOException {
    byte[] source = Files.readAllBytes(Path.of(system));
    AtomicFiles.write(kept(run, system), to -> to.write(source));
  }

  /**
   * Returns the source file by which a run can be repeated: the one that it was made with, if that
   * is still the same, or the one that the run keeps.
   */
  public static String repeatable(Path run, String system) {
    Path kept = kept(run, system);
    try {
      boolean same =
          !Files.exists(kept)
              || (Files.exists(Path.of(system)) && Files.mismatch(kept, Path.of(system)) < 0);
      return same ? system : kept.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a source file stand for another of the same name, which a configuration has. */
  static void substitute(String system, String source) throws IOException {
    FOUND.put(system, of(source));
  }
}
