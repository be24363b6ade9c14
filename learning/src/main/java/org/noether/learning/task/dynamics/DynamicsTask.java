package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.noether.learning.backend.Backend;
import org.noether.learning.train.Json;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Metric;
import org.noether.learning.train.Objective;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.trajectory.SystemKind;
import tools.jackson.databind.JsonNode;

/** Learning how the bodies of a system move: the mean squared error of rollouts. */
public final class DynamicsTask implements LearningTask<DynamicsConfig, DynamicsResult> {
  private static final Metric MSE = new Metric("MSE", "");

  private final String system;
  private final SharedData data;
  private final String classPath;

  /** Creates the task of a system such as {@code springs}, of a source file, or of a class. */
  public DynamicsTask(String system) {
    this(system, new SharedData(), "");
  }

  /**
   * Creates the task of a system, with trajectories that are shared with other runs.
   *
   * @param classPath folders and jars with the class of the system, or that its source needs; empty
   *     for none, or those that a run was made with
   */
  public DynamicsTask(String system, SharedData data, String classPath) {
    this.system = system;
    this.data = data;
    this.classPath = classPath;
  }

  @Override
  public String id() {
    return SystemKinds.name(system);
  }

  @Override
  public String samples() {
    return "systems";
  }

  @Override
  public Class<DynamicsConfig> configType() {
    return DynamicsConfig.class;
  }

  @Override
  public Class<DynamicsResult> resultType() {
    return DynamicsResult.class;
  }

  @Override
  public Metric metric(DynamicsConfig config) {
    return MSE;
  }

  @Override
  public String argument() {
    return system;
  }

  @Override
  public void keep(Path run, DynamicsConfig config) throws IOException {
    SystemKinds.keep(run, system, classPath);
  }

  @Override
  public void check(DynamicsConfig config) throws IOException {
    String other = config.data().system();
    if (!other.equals(system)) {
      if (!SystemKinds.isSource(system) || !SystemKinds.name(other).equals(id())) {
        throw new IllegalArgumentException("the data are %s, not %s".formatted(other, system));
      }
      SystemKinds.substitute(other, system);
    }
    data.demand(config);
  }

  @Override
  public void prepare(DynamicsConfig config) throws IOException {
    data.segments(config.data());
  }

  @Override
  public Objective<DynamicsConfig, DynamicsResult> objective(
      DynamicsConfig config, Backend backend, int threads, Consumer<String> stage)
      throws IOException {
    stage.accept("reading or making the data");
    return new DynamicsObjective(config, backend, load(config, backend), threads);
  }

  /** Returns where its trajectories are kept. */
  SharedData data() {
    return data;
  }

  /** Returns the trajectories of a configuration. */
  DynamicsData load(DynamicsConfig config, Backend backend) throws IOException {
    return DynamicsData.load(config, backend, data);
  }

  @Override
  public List<String> derived() {
    return List.of(Evaluation.FILE);
  }

  @Override
  public DynamicsConfig benchmarked(DynamicsConfig config) {
    return config.withOneBatch();
  }

  /**
   * Returns the task of a run on systems of a user's, that a source file or a class defines.
   *
   * @param classPath folders and jars with the class, or that its source needs; empty for those
   *     that the run was made with
   * @throws IOException if there is no valid configuration
   */
  public static Optional<DynamicsTask> ofUsers(RunFolder run, String classPath) throws IOException {
    String system =
        Json.read(run.config(), JsonNode.class).path("data").path("system").asString("");
    return SystemKinds.isUsers(run.path(), system)
        ? Optional.of(new DynamicsTask(system, new SharedData(), classPath))
        : Optional.empty();
  }

  /**
   * Returns the kind of the systems of a run of this task.
   *
   * @param name what its configuration calls them
   * @throws IOException if they are of a class or source file that cannot be loaded or has changed
   */
  public SystemKind kind(Path run, String name) throws IOException {
    return SystemKinds.of(run, name, classPath);
  }

  /** Returns what configurations call the systems. */
  public String system() {
    return system;
  }

  @Override
  public boolean wroteUnnamed(JsonNode config) {
    return system.equals(config.path("data").path("system").asString(""));
  }
}
