package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
}
