package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.source.UserSystems;
import org.noether.simulation.trajectory.SystemKind;

/**
 * Kinds of systems by what configurations call them: a known one, a Java source file, or a class of
 * a class path.
 */
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

  /** Returns a name for folders and texts: that of the kind, the source file or the class. */
  public static String name(String system) {
    String plain =
        isSource(system)
            ? system.substring(
                Math.max(system.lastIndexOf('/'), system.lastIndexOf('\\')) + 1,
                system.length() - SOURCE.length())
            : system;
    return plain.substring(Math.max(plain.lastIndexOf('.'), plain.lastIndexOf('$')) + 1);
  }

  /**
   * Returns a kind; a source file is compiled once.
   *
   * @throws IOException if a source file cannot be read or compiled, naming file, line and reason
   * @throws IllegalArgumentException if there is no such kind
   */
  public static SystemKind of(String system) throws IOException {
    SystemKind found = FOUND.get(system);
    return found == null ? find(system, "") : found;
  }

  /**
   * Finds a kind, which is the one of its name from now on.
   *
   * @param classPath folders and jars with its class, or that its source needs; empty for none
   * @throws IOException if a source file cannot be read or compiled, naming file, line and reason
   * @throws IllegalArgumentException if there is no such kind
   */
  public static SystemKind find(String system, String classPath) throws IOException {
    SystemKind found = isOwn(system) ? SystemKind.OWN : UserSystems.find(system, classPath);
    FOUND.put(system, found);
    return found;
  }

  /** Returns a kind that comes with Noether, or that was found before. */
  public static Optional<SystemKind> known(String system) {
    return Optional.ofNullable(FOUND.get(system))
        .or(() ->
            SystemKind.KNOWN.all().stream().filter(kind -> kind.id().equals(system)).findFirst());
  }

  /**
   * Returns the kind of the systems of a run. A source file that the run keeps is used rather than
   * the one that it was made with, which may have moved or changed.
   *
   * @param run the folder
   * @param classPath folders and jars with the class, or that its source needs; empty for those
   *     that the run was made with
   * @throws IOException if a source file cannot be read or compiled, naming file, line and reason;
   *     or the class is not found, or has changed
   */
  public static SystemKind of(Path run, String system, String classPath) throws IOException {
    Optional<KeptClass> keptClass = KeptClass.read(run);
    Path source = kept(run, system);
    boolean hasSource = isSource(system) && Files.exists(source);
    if (!hasSource && keptClass.isEmpty()) {
      return of(system);
    }
    String path = classPath.isEmpty() ? classPath(run) : classPath;
    SystemKind found;
    try {
      found = UserSystems.find(hasSource ? source.toString() : system, path);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s learned from systems of %s: %s; name the folder or jar with it by --class-path"
              .formatted(run, system, e.getMessage()),
          e);
    }
    if (keptClass.isPresent()) {
      keptClass.get().demandSame(found, run);
    }
    FOUND.put(system, found);
    return found;
  }

  /** Returns the class path that a run was made with; empty for none. */
  public static String classPath(Path run) throws IOException {
    return KeptClass.read(run).map(KeptClass::classPath).orElse("");
  }

  /** Returns whether the systems of a run are of a class or source file of a user's. */
  static boolean isUsers(Path run, String system) throws IOException {
    return isSource(system) || KeptClass.read(run).isPresent();
  }

  /** Returns where a run keeps the source file of its systems. */
  static Path kept(Path run, String system) {
    return run.resolve(name(system) + SOURCE);
  }

  /** Writes into the folder of a run what tells its systems: a source file, and the class. */
  static void keep(Path run, String system, String classPath) throws IOException {
    if (isSource(system)) {
      byte[] source = Files.readAllBytes(Path.of(system));
      AtomicFiles.write(kept(run, system), to -> to.write(source));
    }
    KeptClass.write(run, of(system), classPath);
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
