package org.noether.learning.train;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.dynamics.DynamicsNetwork;

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
  public static StepTiming run(TrainConfig config, int threads, Duration time) throws IOException {
    Backend backend = Backends.choose(config.backend()).backend();
    TrainConfig batchOnly = oneBatch(config);
    TrainData data = TrainData.load(batchOnly, backend);
    DynamicsNetwork network = data.network(batchOnly);
    var objective = new RolloutObjective(batchOnly, backend, network, data, threads);
    try (Training<?> training = new Training<>(backend, objective);
        Workers workers = new Workers(threads)) {
      List<Double> warmUp = steps(training, batchOnly, 0, time);
      List<Double> measured = steps(training, batchOnly, warmUp.size(), time);
      double median = Median.of(measured);
      PeakMemory memory = PeakMemory.now();
      double stepFlops = objective.loss().matmulFlops();
      double peak = MatmulPeak.measure(backend, workers);
      return new StepTiming(
          network.name(),
          backend.description(),
          threads,
          batchOnly.batchSize(),
          objective.loss().chunk(),
          objective.weights().layout().parameterCount(),
          measured.size(),
          median,
          batchOnly.batchSize() / median,
          memory.bytes(),
          memory.of(),
          stepFlops,
          stepFlops / median,
          peak,
          stepFlops / median / peak);
    }
  }

  private static TrainConfig oneBatch(TrainConfig config) {
    DataSource.Generated source =
        config.data() instanceof DataSource.Generated generated ? generated : DataSource.DEFAULT;
    int batch = config.batchSize();
    return new TrainConfig(
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

  private static List<Double> steps(
      Training<?> training, TrainConfig config, int first, Duration time) {
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    while (seconds.size() < LEAST_STEPS || System.nanoTime() - start < time.toNanos()) {
      long before = System.nanoTime();
      training.step(first + seconds.size(), config.lr());
      seconds.add((System.nanoTime() - before) * NANOS);
    }
    return seconds;
  }
}
