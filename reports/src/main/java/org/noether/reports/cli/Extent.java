package org.noether.reports.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much is done: either as much as fits a time, or everything. */
final class Extent {
  private static final Duration DEFAULT_BUDGET = Duration.ofMinutes(10);

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "Time for everything together, such as 10m or 1h30m (default: 10m).",
        "Networks are narrower than the paper's, and epochs are reduced to what fits."
      })
  private @Nullable Duration budget;

  @Option(names = "--full", description = "The paper's settings, however long they take.")
  private boolean full;

  /** Whether at the paper's settings. */
  boolean full() {
    return full;
  }

  /** The limit, counted from the start of the program. */
  Budget budget() {
    return full
        ? Budget.unlimited()
        : Budget.of(
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), time());
  }

  /** The extent in words. */
  String description() {
    return full
        ? "the paper's settings"
        : DurationConverter.print(time()) + " for everything together";
  }

  /** The options that ask for this extent. */
  List<String> words() {
    return full ? List.of("--full") : List.of("--budget", DurationConverter.print(time()));
  }

  private Duration time() {
    return budget == null ? DEFAULT_BUDGET : budget;
  }
}
