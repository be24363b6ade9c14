package org.noether.simulation.trajectory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.noether.simulation.system.GravitySampler;
import org.noether.simulation.system.GravitySystem;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.SpringSampler;
import org.noether.simulation.system.SpringSystem;
import org.noether.simulation.system.SystemSampler;

/** The kinds of systems that data sets are made of, with the paper's settings as defaults. */
public enum SystemKind {
  /** Bodies joined by springs; 500 points, two dimensions. */
  SPRINGS("springs", 500, 2) {
    @Override
    public List<String> parameterNames() {
      return List.of("mass", "spring constant");
    }

    @Override
    public SystemSampler sampler(int bodies, int spaceDimension) {
      return new SpringSampler(bodies, spaceDimension);
    }

    @Override
    public HamiltonianSystem system(double[] parameters, int spaceDimension) {
      return new SpringSystem(column(parameters, 0), column(parameters, 1), spaceDimension);
    }
  },

  /** Gravitating bodies; 200 points, three dimensions. */
  NBODY("nbody", 200, 3) {
    @Override
    public List<String> parameterNames() {
      return List.of("mass");
    }

    @Override
    public SystemSampler sampler(int bodies, int spaceDimension) {
      return new GravitySampler(bodies, spaceDimension);
    }

    @Override
    public HamiltonianSystem system(double[] parameters, int spaceDimension) {
      return new GravitySystem(parameters, spaceDimension);
    }
  };

  private final String id;
  private final int points;
  private final int spaceDimension;

  SystemKind(String id, int points, int spaceDimension) {
    this.id = id;
    this.points = points;
    this.spaceDimension = spaceDimension;
  }

  /**
   * The kind with the given {@link #id}.
   *
   * @throws IllegalArgumentException if there is none; the message lists those known
   */
  public static SystemKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown system %s; known are %s"
                    .formatted(
                        id,
                        Arrays.stream(values())
                            .map(SystemKind::id)
                            .collect(Collectors.joining(", ")))));
  }

  /** Its name on the command line and in data sets. */
  public String id() {
    return id;
  }

  /** Number of points of a trajectory in the paper. */
  public int defaultPoints() {
    return points;
  }

  /** Number of space dimensions that the reference implementation takes by default. */
  public int defaultSpaceDimension() {
    return spaceDimension;
  }

  /** What the columns of {@code sysP} are. */
  public abstract List<String> parameterNames();

  /** The distribution that systems are drawn from. */
  public abstract SystemSampler sampler(int bodies, int spaceDimension);

  /**
   * The system with the given parameters.
   *
   * @param parameters one system's {@code sysP}, shape (bodies, parameters), row-major
   * @param spaceDimension number of space dimensions
   */
  public abstract HamiltonianSystem system(double[] parameters, int spaceDimension);

  double[] column(double[] parameters, int column) {
    int columns = parameterNames().size();
    var values = new double[parameters.length / columns];
    Arrays.setAll(values, row -> parameters[row * columns + column]);
    return values;
  }
}
