package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Equivariance.Errors;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.Evaluation.Conserved;
import org.noether.learning.task.dynamics.Evaluation.Curve;
import org.noether.learning.task.dynamics.Evaluation.Example;
import org.noether.learning.task.dynamics.Evaluation.Quartiles;
import org.noether.learning.task.dynamics.Evaluation.Spread;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Writes run folders whose numbers are chosen rather than trained. */
public final class SyntheticRun {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int EPOCHS = 12;
  private static final int TIMES = 100;

  /** What the runs learned. */
  static final DynamicsTask TASK = new DynamicsTask("springs");

  private SyntheticRun() {}

  /**
   * Writes a run.
   *
   * @param folder where
   * @param network the network
   * @param netCfg its options
   * @param seed its seed
   * @param testMse its test error; curves are drawn to suit
   */
  public static Path write(
      Path folder, String network, Map<String, Object> netCfg, long seed, double testMse)
      throws IOException {
    var run = new RunFolder(folder);
    Files.createDirectories(folder);
    DynamicsConfig d = DynamicsConfig.defaults(network);
    write(
        run.config(),
        new DynamicsConfig(
            network, netCfg, d.data(), 3000, 200, 2000, 1e-2, 200, EPOCHS, seed, "cpu"));
    write(
        run.environment(),
        new Environment(
            "2026-01-02T03:04:05Z",
            "A Java 25",
            "An OS",
            2,
            2,
            "single precision",
            1L << 30,
            Optional.of("1.2.3")));
    Files.writeString(
        run.metrics(),
        lines(e -> new EpochMetrics(e, 15L * e, 2 * testMse / e, 1.1 * testMse * EPOCHS / e, 1e-2))
            .replace("validation", "val_mse"));
    Files.writeString(run.timing(), lines(e -> new EpochTiming(e, 0.5, 0.25)));
    write(
        run.result(),
        new DynamicsResult(1.1 * testMse, testMse, EPOCHS, EPOCHS, true, 123_456, "a1b2c3"));
    Safetensors.write(run.best(), new SafetensorsFile(Map.of(), Map.of()));
    write(Evaluation.file(run), evaluation(Math.sqrt(testMse)));
    return folder;
  }

  private static Evaluation evaluation(double error) {
    double[] times = IntStream.range(0, TIMES).mapToDouble(i -> 0.05 * i).toArray();
    return new Evaluation(
        error * error,
        2000,
        20,
        times,
        curve(times, error * error),
        curve(times, error),
        curve(times, error / 10),
        curve(times, 1e-6),
        curve(times, error / 100),
        curve(times, error / 30),
        Optional.of(
            new Equivariance(
                20,
                10,
                new Errors(2e-7, 3e-7),
                Optional.of(new Errors(error, 2 * error)),
                Optional.empty(),
                new Errors(0, 0))),
        Optional.of(IntStream.range(0, 20).mapToDouble(i -> error * (1 + 0.1 * (i % 3))).toArray()),
        Optional.of(
            List.of(
                new Conserved("energy", 4, curve(times, error / 10), curve(times, 1e-6)),
                new Conserved("momentum x", 2, curve(times, error / 200), curve(times, 1e-15)),
                new Conserved("momentum y", 2, curve(times, error / 100), curve(times, 1e-15)),
                new Conserved("angular momentum", 3, curve(times, error / 30), curve(times, 1e-15)),
                new Conserved("Runge-Lenz x", 1, curve(times, error / 5), curve(times, 1e-7)))),
        Optional.of(
            new Spread(
                quartiles(times, error * error),
                quartiles(times, error),
                quartiles(times, error / 10))),
        Optional.empty(),
        Optional.empty(),
        List.of(new Example(0, 2, 2, orbits(times, 0), orbits(times, error))));
  }

  private static Quartiles quartiles(double[] times, double scale) {
    return new Quartiles(
        curve(times, 0.5 * scale).geometricMean(), curve(times, 2 * scale).geometricMean());
  }

  private static Curve curve(double[] times, double scale) {
    double[] values = Arrays.stream(times).map(t -> scale * t).toArray();
    return new Curve(values, values);
  }

  private static double[][] orbits(double[] times, double error) {
    return Arrays.stream(times)
        .mapToObj(t -> {
          double w = 1 + error;
          return new double[] {
            Math.cos(w * t), Math.sin(w * t), -Math.cos(w * t), Math.sin(2 * w * t) / 2, 0, 0, 0, 0
          };
        })
        .toArray(double[][]::new);
  }

  private static String lines(IntFunction<Object> line) {
    return IntStream.rangeClosed(1, EPOCHS)
        .mapToObj(e -> JSON.writeValueAsString(line.apply(e)) + "\n")
        .collect(Collectors.joining());
  }

  private static void write(Path file, Object content) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(content));
  }
}
