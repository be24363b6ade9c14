package org.noether.reports.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.DurationConverter;
import picocli.CommandLine.Option;

/** The options that say how much is done: either as much as fits a time, or everything. */
final class Extent {
  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "Time for everything together, such as 10m or 1h30m.",
        "Networks are narrower than the paper's, and epochs are reduced to what fits;",
        "molecules too, where not even one epoch does."
      })
  private @Nullable Duration budget;

  @Option(names = "--full", description = "The paper's settings, however long they take.")
  private boolean full;

  /** Whether at the paper's settings. */
  boolean full() {
    return full;
  }

  /**
   * The limit, counted from the start of the program.
   *
   * @param usual the time if none was given
   */
  Budget budget(Duration usual) {
    return full
        ? Budget.unlimited()
        : Budget.of(
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), time(usual));
  }

  /** The extent in words. */
  String description(Duration usual) {
    return full
        ? "the paper's settings"
        : DurationConverter.print(time(usual)) + " for everything together";
  }

  /** The options that ask for this extent. */
  List<String> words(Duration usual) {
    return full ? List.of("--full") : List.of("--budget", DurationConverter.print(time(usual)));
  }

  private Duration time(Duration usual) {
    return budget == null ? usual : budget;
  }
}
