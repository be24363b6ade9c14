package org.noether.simulation.trajectory;

import java.util.List;
import org.noether.simulation.registry.Registry;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SystemSampler;

/**
 * A kind of systems that data sets are made of, with the paper's settings as defaults. An
 * implementation that {@code META-INF/services} names is known beside those here.
 */
public interface SystemKind {
  /** Bodies joined by springs; 500 points, two dimensions. */
  SystemKind SPRINGS = new Springs();

  /** Gravitating bodies; 200 points, three dimensions. */
  SystemKind NBODY = new GravitatingBodies();

  /** All kinds, by {@link #id}. */
  Registry<SystemKind> KNOWN =
      new Registry<>(SystemKind.class, "unknown system", SystemKind::id, List.of(SPRINGS, NBODY));

  /** Its name on the command line and in data sets. */
  String id();

  /** What moves, in the plural. */
  String description();

  /** Number of points of a trajectory in the paper. */
  int defaultPoints();

  /** Number of space dimensions that the reference implementation takes by default. */
  int defaultSpaceDimension();

  /** What the columns of {@code sysP} are. */
  List<String> parameterNames();

  /** The distribution that systems are drawn from. */
  SystemSampler sampler(int bodies, int spaceDimension);

  /**
   * The system with the given parameters.
   *
   * @param parameters one system's {@code sysP}, shape (bodies, parameters), row-major
   * @param spaceDimension number of space dimensions
   */
  HamiltonianSystem system(double[] parameters, int spaceDimension);
}
