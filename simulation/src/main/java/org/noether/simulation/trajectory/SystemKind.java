package org.noether.simulation.trajectory;

import java.util.List;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.registry.Registry;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SystemSampler;

/**
 * A kind of systems that data sets are made of, with defaults for their making. An implementation
 * that {@code META-INF/services} names is known beside those here, and so is a {@link
 * HamiltonianSystem}.
 */
public interface SystemKind {
  /** The paper's bodies joined by springs. */
  SystemKind SPRINGS = new Springs();

  /** The paper's gravitating bodies. */
  SystemKind NBODY = new GravitatingBodies();

  /**
   * Bodies of which trajectories are known and nothing else. How many parameters each has, the data
   * tell; the first is its mass.
   */
  SystemKind OWN =
      new StoredKind(
          "dynamics", List.of(), true, new SystemDefaults(1, 1, 2, 1, Integrators.THREE_EIGHTHS));

  /** All kinds with equations of motion, by {@link #id}. */
  Registry<SystemKind> KNOWN =
      new Registry<>(
          SystemKind.class,
          "unknown system",
          SystemKind::id,
          ClassicalSystems.all(),
          () -> ProvidedSystems.of(Thread.currentThread().getContextClassLoader()));

  /** Its name on the command line and in data sets. */
  String id();

  /** What moves, in the plural. */
  String description();

  /**
   * Whether the systems are {@link org.noether.simulation.system.PointMassSystem}s, bodies that
   * have positions in space. Other systems count as one body with as many dimensions as they have
   * degrees of freedom.
   */
  boolean pointMasses();

  /** Whether the equations of motion of a kind are known; otherwise {@link #system} gives none. */
  static boolean hasEquations(SystemKind kind) {
    return !(kind instanceof StoredKind);
  }

  /** Sizes and integration by default. */
  SystemDefaults defaults();

  /** What the columns of {@code sysP} are: at least one, and of point masses the mass first. */
  List<String> parameterNames();

  /**
   * The distribution that systems are drawn from.
   *
   * @throws IllegalArgumentException if there are no such systems of this size
   */
  SystemSampler sampler(int bodies, int spaceDimension);

  /**
   * The system with the given parameters.
   *
   * @param parameters one system's {@code sysP}, shape (bodies, parameters), row-major
   * @param bodies number of bodies
   * @param spaceDimension number of space dimensions
   * @throws IllegalArgumentException if there is no such system
   */
  HamiltonianSystem system(double[] parameters, int bodies, int spaceDimension);
}
