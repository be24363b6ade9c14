package org.noether.reports.task.dynamics;

import java.util.Locale;
import org.noether.learning.task.dynamics.SystemKinds;
import org.noether.simulation.trajectory.SystemKind;

/** What reports call the systems of a run. */
final class SystemNames {
  private SystemNames() {}

  /** A title, such as {@code Springs}. */
  static String title(String system) {
    String name = SystemKinds.name(system);
    return system.equals(SystemKind.NBODY.id())
        ? "Gravity"
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** What stands before the word system. */
  static String adjective(String system) {
    if (system.equals(SystemKind.SPRINGS.id())) {
      return "spring";
    }
    return system.equals(SystemKind.NBODY.id()) ? "gravitating" : SystemKinds.name(system);
  }

  /** What moves, in the plural. */
  static String description(String system) {
    String name = SystemKinds.name(system);
    return SystemKinds.known(system)
        .map(SystemKind::description)
        .filter(text -> !text.equals(name))
        .orElse("systems of " + name);
  }

  /** Whether coordinates are positions in space; so they are unless the kind says otherwise. */
  static boolean inSpace(String system) {
    return SystemKinds.known(system).map(SystemKind::pointMasses).orElse(true);
  }
}
