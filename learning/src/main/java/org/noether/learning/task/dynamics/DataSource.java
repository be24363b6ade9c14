package org.noether.learning.task.dynamics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;
import org.noether.learning.train.RunConfig;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryNames;

/** Where trajectories come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(DataSource.Generated.class),
  @JsonSubTypes.Type(DataSource.StoredFile.class)
})
public sealed interface DataSource {
  /** The paper's springs: 10,000 systems of 6 bodies in the plane. */
  Generated DEFAULT = new Generated("springs", 0, 10_000, 6, 2);

  /**
   * Returns 10,000 systems of a kind's default size, generated from seed 0.
   *
   * @param system what configurations call the kind
   */
  static Generated of(String system, SystemKind kind) {
    return new Generated(
        system,
        DEFAULT.seed(),
        DEFAULT.systems(),
        kind.defaults().bodies(),
        kind.defaults().spaceDimension());
  }

  /** Returns what moves, by the name of a {@link SystemKind}, its source file or its class. */
  String system();

  /**
   * Systems sampled with the paper's distributions.
   *
   * @param system the kind of system
   * @param seed the seed of the data
   * @param systems the number of trajectories
   * @param bodies the number of bodies in each
   * @param dim the dimension of space
   */
  record Generated(String system, long seed, int systems, int bodies, int dim)
      implements DataSource {
    /** Checks the numbers. */
    public Generated {
      RunConfig.demand(!system.isBlank(), "system", system, "must be named");
      RunConfig.demand(systems > 0, "systems", systems, "must be positive");
      RunConfig.demand(bodies > 0, "bodies", bodies, "must be positive");
      RunConfig.demand(dim > 0, "dim", dim, "must be positive");
    }
  }

  /**
   * Trajectories from a file that {@link TrajectoryFiles} reads.
   *
   * @param system the kind of system in it
   * @param file the file's path
   * @param names what its arrays are called, if otherwise than in Noether's files
   */
  record StoredFile(
      String system,
      String file,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TrajectoryNames> names)
      implements DataSource {
    /** A file whose arrays have the names of Noether's files. */
    public StoredFile(String system, String file) {
      this(system, file, Optional.empty());
    }

    /** Checks that there is a name. */
    public StoredFile {
      RunConfig.demand(!system.isBlank(), "system", system, "must be named");
      RunConfig.demand(!file.isBlank(), "data file", file, "must be named");
    }
  }
}
