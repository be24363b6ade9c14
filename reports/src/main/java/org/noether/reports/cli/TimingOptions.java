package org.noether.reports.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.noether.learning.train.StepTiming;
import picocli.CommandLine.Option;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The options that say how long to time training steps, and how to print what was measured. */
final class TimingOptions {
  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "10",
      description = "How long to measure, after warming up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  /**
   * Returns how long to measure.
   *
   * @throws IllegalArgumentException if that is no time
   */
  Duration time() {
    if (seconds < 1) {
      throw new IllegalArgumentException("--seconds must be positive, not " + seconds);
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * Prints what was measured.
   *
   * @param on what the network learned
   * @param samples what a batch consists of
   */
  void print(PrintWriter out, StepTiming t, String on, String samples) {
    if (json) {
      out.println(
          JsonMapper.builder()
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .build()
              .writeValueAsString(t));
      return;
    }
    out.printf(
        Locale.ROOT,
        """
        network  %s on %s, %,d parameters
        backend  %s, %d threads
        batch    %d %s, computed %d at a time
        step     %.4g s (median of %d)
        samples  %.4g per second
        memory   %,.0f MB at most (%s)
        matmul   %.1f GFLOP/s, %.0f %% of the %.1f GFLOP/s reached on large square matrices
        """,
        t.network(),
        on,
        t.parameters(),
        t.backend(),
        t.threads(),
        t.batch(),
        samples,
        t.chunk(),
        t.medianSeconds(),
        t.steps(),
        t.samplesPerSecond(),
        t.peakMemoryBytes() / 1e6,
        t.peakMemoryOf(),
        t.matmulFlops() / 1e9,
        100 * t.matmulShare(),
        t.peakMatmulFlops() / 1e9);
  }
}
