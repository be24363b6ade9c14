package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsData;
import org.noether.learning.task.dynamics.DynamicsObjective;
import org.noether.learning.task.dynamics.network.DynamicsNetwork;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeData;
import org.noether.learning.task.molecule.MoleculeObjective;
import org.noether.learning.task.molecule.SharedMolecules;

/** Measures how fast a network trains. */
public final class StepBenchmark {
  private static final int LEAST_STEPS = 3;
  private static final double NANOS = 1e-9;

  /** The least systems that a set may have; validation and test sets are not used here. */
  private static final int UNUSED = 2;

  private StepBenchmark() {}

  /**
   * Times training steps of a configuration on one full batch of generated systems. The time is
   * spent twice: warming up, then measuring.
   *
   * @param time how long to measure; at least three steps are
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is not finite
   */
  public static StepTiming run(DynamicsConfig config, int threads, Duration time)
      throws IOException {
    Backend backend = Backends.choose(config.backend()).backend();
    DynamicsConfig batchOnly = oneBatch(config);
    DynamicsData data = DynamicsData.load(batchOnly, backend);
    DynamicsNetwork network = data.network(batchOnly);
    var objective = new DynamicsObjective(batchOnly, backend, network, data, threads);
    return time(
        backend,
        objective,
        new Batch(
            network.name(),
            batchOnly.batchSize(),
            objective.loss().chunk(),
            objective.loss()::matmulFlops),
        threads,
        config.lr(),
        time);
  }

  /**
   * Times training steps of a configuration on its molecules, batch after batch as in training.
   *
   * @param molecules reads the configuration's data
   * @param time how long to warm up, and then to measure; at least three steps are
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is not finite
   */
  public static StepTiming run(
      MoleculeConfig config, SharedMolecules molecules, int threads, Duration time)
      throws IOException {
    Backend backend = Backends.choose(config.backend()).backend();
    MoleculeData data = MoleculeData.of(molecules.load(Path.of(config.data())), config);
    var objective = new MoleculeObjective(config, backend, data, threads);
    int batch = objective.minibatches().size();
    return time(
        backend,
        objective,
        new Batch(config.network(), batch, batch, objective.loss()::matmulFlops),
        threads,
        config.lr(),
        time);
  }

  /**
   * What a step computes.
   *
   * @param network the network's name
   * @param size the samples of a batch
   * @param chunk those that one program computes at a time
   * @param flops of the latest step's matrix products and contractions
   */
  private record Batch(String network, int size, int chunk, DoubleSupplier flops) {}

  private static StepTiming time(
      Backend backend, Objective<?> objective, Batch batch, int threads, double lr, Duration time) {
    try (Training<?> training = new Training<>(backend, objective);
        Workers workers = new Workers(threads)) {
      List<Double> warmUp = steps(training, lr, 0, time);
      List<Double> measured = steps(training, lr, warmUp.size(), time);
      double median = Median.of(measured);
      PeakMemory memory = PeakMemory.now();
      double stepFlops = batch.flops().getAsDouble();
      double peak = MatmulPeak.measure(backend, workers);
      return new StepTiming(
          batch.network(),
          backend.description(),
          threads,
          batch.size(),
          batch.chunk(),
          objective.weights().layout().parameterCount(),
          measured.size(),
          median,
          batch.size() / median,
          memory.bytes(),
          memory.of(),
          stepFlops,
          stepFlops / median,
          peak,
          stepFlops / median / peak);
    }
  }

  private static DynamicsConfig oneBatch(DynamicsConfig config) {
    DataSource.Generated source =
        config.data() instanceof DataSource.Generated generated ? generated : DataSource.DEFAULT;
    int batch = config.batchSize();
    return new DynamicsConfig(
        config.network(),
        config.netCfg(),
        new DataSource.Generated(
            source.system(), source.seed(), batch + 2 * UNUSED, source.bodies(), source.dim()),
        batch,
        UNUSED,
        UNUSED,
        config.lr(),
        batch,
        1,
        config.seed(),
        config.backend());
  }

  private static List<Double> steps(Training<?> training, double lr, int first, Duration time) {
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    while (seconds.size() < LEAST_STEPS || System.nanoTime() - start < time.toNanos()) {
      long before = System.nanoTime();
      training.step(first + seconds.size(), lr);
      seconds.add((System.nanoTime() - before) * NANOS);
    }
    return seconds;
  }
}
