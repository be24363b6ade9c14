package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Weights;
import org.noether.learning.train.Workers;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Version;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.GenerateRequest;
import org.noether.simulation.trajectory.ProgressListener;
import org.noether.simulation.trajectory.TrajectoryDataset;

/** A trained network that predicts the motion of systems from any states. */
public final class MotionPredictor {
  /** Time is a multiple of the step up to this part of it. */
  private static final double ROUNDING = 1e-9;

  private final DynamicsTask task;
  private final Path folder;
  private final DynamicsConfig config;
  private final GenerateRequest data;
  private final Backend backend;
  private final NetworkFamily networks;
  private final Weights weights;

  private MotionPredictor(
      DynamicsTask task,
      Path folder,
      DynamicsConfig config,
      GenerateRequest data,
      Backend backend,
      NetworkFamily networks,
      Weights weights) {
    this.task = task;
    this.folder = folder;
    this.config = config;
    this.data = data;
    this.backend = backend;
    this.networks = networks;
    this.weights = weights;
  }

  /**
   * Opens the best weights of a run. If it learned from a file, that is read for the sizes and the
   * step of the data.
   *
   * @throws IOException if the folder holds no run of the task with best weights, or its files are
   *     damaged or do not fit together
   */
  public static MotionPredictor open(DynamicsTask task, Path folder) throws IOException {
    RunFolder run = new RunFolder(folder);
    DynamicsConfig config = run.readConfig(task);
    run.demandBest();
    var _ = task.kind(folder, config.data().system());
    GenerateRequest data = task.data().request(config.data());
    try {
      Backend backend = Backends.choose(config.backend()).backend();
      NetworkFamily networks = NetworkFamily.of(config, data);
      Weights weights = Weights.ofBest(run, networks.first(), backend);
      return new MotionPredictor(task, folder, config, data, backend, networks, weights);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(run.config() + ": damaged: " + e.getMessage(), e);
    }
  }

  /** Returns how the data were made that the network learned from. */
  public GenerateRequest data() {
    return data;
  }

  /** Returns the name of the network. */
  public String network() {
    return config.network();
  }

  /** Returns the step of rollouts: the time between the points of the data. */
  public double step() {
    return TrueMotion.spacing(data);
  }

  /**
   * Reads states from a file: {@code zs} or {@code z0}, one per row or the first points of
   * trajectories, and {@code sysP}.
   *
   * @throws IOException if the file cannot be read, or the states are of other systems
   */
  public InitialStates read(Path file) throws IOException {
    InitialStates states = InitialStates.read(file, data);
    for (int i = 0; i < states.z0().length; i++) {
      demandSize(file, networks, states.bodies(i, data));
    }
    return states;
  }

  /** Refuses systems in a file whose number of bodies a network cannot take. */
  static void demandSize(Path file, NetworkFamily networks, int bodies) throws IOException {
    try {
      networks.apply(bodies);
    } catch (IllegalArgumentException e) {
      throw FormatException.wholeFile(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the state from which {@code evaluate} follows a system of the test set.
   *
   * @param number the system's number, from 0
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if there are fewer systems
   */
  public InitialStates testSystem(int number) throws IOException {
    if (number < 0 || number >= config.nTest()) {
      throw new IllegalArgumentException(
          "there is no system %d in the test set, which has systems 0 to %d"
              .formatted(number, config.nTest() - 1));
    }
    DynamicsData loaded = task.load(config, backend);
    int id = loaded.testIds()[number];
    double[] z0 =
        Arrays.copyOf(loaded.segments().zs()[id], data.stateLength(loaded.segments().bodies(id)));
    return new InitialStates(new double[][] {z0}, new double[][] {loaded.segments().sysP()[id]});
  }

  /** Predicts motions, as {@link #rollout(InitialStates, double, ProgressListener)} does. */
  public PredictedMotion rollout(InitialStates from, double time) throws IOException {
    return rollout(from, time, (_, _) -> {});
  }

  /**
   * Predicts motions by the 3/8 rule, and follows the true systems from the same states as the data
   * were made.
   *
   * @param from the states to begin with
   * @param time how long to follow them, rounded up to whole steps
   * @param progress receives the progress of the predictions
   * @throws IllegalArgumentException if the states are of other systems, there is no such time, or
   *     the motions do not fit into memory
   * @throws IOException if the program's own version cannot be read
   */
  public PredictedMotion rollout(InitialStates from, double time, ProgressListener progress)
      throws IOException {
    from.demand(data);
    int systems = from.z0().length;
    int[] ids = IntStream.range(0, systems).toArray();
    int width = Arrays.stream(from.z0()).mapToInt(z -> z.length).max().orElseThrow();
    int steps = steps(time, width);
    Evaluator.demandMemory(systems, steps, width);
    SampleSet samples =
        SampleSet.of(
            backend,
            new TrajectoryDataset(data, new double[systems][1], from.z0(), from.sysP()),
            ids);
    double[] times = TrueMotion.times(data, steps);
    double[][][] truth = new double[systems][][];
    double[][][] predicted;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      predicted =
          new LongRollouts(backend, networks, weights, samples, config.seed())
              .follow(systems, steps, step(), workers, progress);
      workers.run(
          systems,
          (_, i) -> truth[i] = TrueMotion.follow(data, system(from, i), from.z0()[i], times));
    }
    return PredictedMotion.of(
        data,
        Arrays.stream(ids).mapToObj(i -> system(from, i)).toList(),
        times,
        from.sysP(),
        predicted,
        truth,
        attributes(width / data.stateLength(1)));
  }

  /** In an order that is the same in every process, as then are the bytes of a file. */
  private Map<String, Object> attributes(int bodies) throws IOException {
    return new TreeMap<>(
        Map.of(
            "system", data.kind().id(),
            "bodies", bodies,
            "dimension", data.spaceDimension(),
            "network", config.network(),
            "run", folder.toString(),
            "step", step(),
            "integrator_of_predicted", Integrators.THREE_EIGHTHS.id(),
            "integrator_of_true", data.integrator().id(),
            "version", "Noether " + Version.current()));
  }

  private HamiltonianSystem system(InitialStates from, int i) {
    return data.kind().system(from.sysP()[i], from.bodies(i, data), data.spaceDimension());
  }

  private int steps(double time, int width) {
    double steps = Math.ceil(time / step() - ROUNDING);
    double most = (double) Integer.MAX_VALUE / Double.BYTES / width;
    if (!(steps >= 1 && steps < most)) {
      throw new IllegalArgumentException(
          "the time must be between one step, %s, and %.3g, not %s"
              .formatted(step(), step() * most, time));
    }
    return (int) steps;
  }
}
