package org.noether.reports.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.learning.train.StepBenchmark;
import org.noether.learning.train.StepTiming;
import org.noether.learning.train.TrainOptions;
import org.noether.reports.task.TaskOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code noether benchmark TASK}.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
final class BenchmarkCommand<C extends RunConfig<C>, R extends RunResult> extends LeafCommand {
  private final TaskOptions<C, R> options;

  /** The same object as options, because picocli does not support mixins of a generic type. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private Object mixin;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "10",
      description =
          "Duration of the measurement, in seconds, after warming up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Mixin private DeviceOption device = new DeviceOption();

  @Mixin private JsonOption json = new JsonOption();

  BenchmarkCommand(TaskOptions<C, R> options) {
    this.options = options;
    this.mixin = options;
  }

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new IllegalArgumentException("--seconds must be positive, not " + seconds);
    }
    LearningTask<C, R> task = options.task(err());
    device.notes().forEach(note -> err().println("note: " + note));
    C config = options.config(device.backendOrDefault(), err());
    StepTiming timing =
        StepBenchmark.run(
            task, config, TrainOptions.defaults().threads(), Duration.ofSeconds(seconds));
    if (json.given()) {
      JsonOption.print(out(), timing);
    } else {
      print(timing, task);
    }
    return 0;
  }

  private void print(StepTiming t, LearningTask<C, R> task) {
    out()
        .printf(
            Locale.ROOT,
            """
            network  %s on %s, %,d parameters
            backend  %s, %d threads
            batch    %d %s, in microbatches of %d
            step     %.4g s (median of %d)
            samples  %.4g per second
            memory   %,.0f MB at most (%s)
            matmul   %.1f GFLOP/s, %.0f %% of the %.1f GFLOP/s reached on large square matrices
            start    %.1f s from the start of the process to the end of the tenth step
            kernels  %s
            """,
            t.network(),
            task.id(),
            t.parameters(),
            t.backend(),
            t.threads(),
            t.batch(),
            task.samples(),
            t.chunk(),
            t.medianSeconds(),
            t.steps(),
            t.samplesPerSecond(),
            t.peakMemoryBytes() / 1e6,
            t.peakMemoryOf(),
            t.matmulFlops() / 1e9,
            100 * t.matmulShare(),
            t.peakMatmulFlops() / 1e9,
            t.secondsToTenthStep(),
            t.kernels());
  }
}
