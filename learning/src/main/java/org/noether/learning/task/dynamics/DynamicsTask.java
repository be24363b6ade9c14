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
import tools.jackson.databind.JsonNode;

/** Learning how the bodies of a system move: the mean squared error of rollouts. */
public final class DynamicsTask implements LearningTask<DynamicsConfig, DynamicsResult> {
  private static final Metric MSE = new Metric("MSE", "");

  private final String system;
  private final SharedData data;

  /** Creates the task of a system such as {@code springs}, or of a source file. */
  public DynamicsTask(String system) {
    this(system, new SharedData());
  }

  /** Creates the task of a system, with trajectories that are shared with other runs. */
  public DynamicsTask(String system, SharedData data) {
    this.system = system;
    this.data = data;
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
    if (SystemKinds.isSource(system)) {
      SystemKinds.keep(run, system);
    }
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
   * Returns the task of a run on systems that a source file defines.
   *
   * @throws IOException if there is no valid configuration
   */
  public static Optional<DynamicsTask> ofSource(RunFolder run) throws IOException {
    String system =
        Json.read(run.config(), JsonNode.class).path("data").path("system").asString("");
    return SystemKinds.isSource(system) ? Optional.of(new DynamicsTask(system)) : Optional.empty();
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
