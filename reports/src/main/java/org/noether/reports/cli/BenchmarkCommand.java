package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.noether.learning.train.StepBenchmark;
import org.noether.learning.train.StepTiming;
import org.noether.learning.train.TrainOptions;
import org.noether.simulation.trajectory.SystemKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code noether benchmark}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = "Measure how fast a network trains on this machine.",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  noether benchmark springs --network HLieResNet --net_cfg \"{'group':T(2),'k':384}\"",
      "  noether benchmark springs --network FC --bs 200 --seconds 10 --json",
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SYSTEM",
      converter = SystemConverter.class,
      description = "What moves: springs, or nbody for gravitating bodies.")
  private SystemKind system = SystemKind.SPRINGS;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--seconds",
      paramLabel = "T",
      defaultValue = "10",
      description = "How long to measure, after warming up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new IllegalArgumentException("--seconds must be positive, not " + seconds);
    }
    PrintWriter out = spec.commandLine().getOut();
    StepTiming timing =
        StepBenchmark.run(
            network.config(system, 1, PaperOptions.SINGLE_BACKEND),
            TrainOptions.defaults().threads(),
            Duration.ofSeconds(seconds));
    if (json) {
      out.println(
          JsonMapper.builder()
              .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
              .build()
              .writeValueAsString(timing));
    } else {
      print(out, timing);
    }
    return 0;
  }

  private void print(PrintWriter out, StepTiming t) {
    out.printf(
        Locale.ROOT,
        """
        network  %s on %s, %,d parameters
        backend  %s, %d threads
        batch    %d systems, computed %d at a time
        step     %.4g s (median of %d)
        samples  %.4g per second
        memory   %,.0f MB at most (%s)
        matmul   %.1f GFLOP/s, %.0f %% of the %.1f GFLOP/s reached on large square matrices
        """,
        t.network(),
        system.id(),
        t.parameters(),
        t.backend(),
        t.threads(),
        t.batch(),
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
