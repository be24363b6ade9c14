package org.noether.reports.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  /** The extent in arguments. */
  String description(Duration usual) {
    return full
        ? "the paper's settings"
        : DurationConverter.print(time(usual)) + " for everything together";
  }

  /** The options that ask for this extent. */
  List<String> arguments(Duration usual) {
    return full ? List.of("--full") : List.of("--budget", DurationConverter.print(time(usual)));
  }

  private Duration time(Duration usual) {
    return budget == null ? usual : budget;
  }

  /**
   * The time that a study may take, dealt out to its runs.
   *
   * @param deadline when the last run must have ended; null for no limit
   */
  record Budget(@Nullable Instant deadline) {
    /** The part of the whole that is kept for the report, one in so many. */
    private static final int REPORT_FRACTION = 20;

    /** The most that is kept for the report. */
    private static final Duration REPORT_AT_MOST = Duration.ofSeconds(12);

    /** The least that a run gets, even if the deadline is missed by it. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** No limit. */
    static Budget unlimited() {
      return new Budget(null);
    }

    /** A limit for everything, the report included. */
    static Budget of(Instant start, Duration total) {
      Duration report = total.dividedBy(REPORT_FRACTION);
      return new Budget(
          start.plus(total).minus(report.compareTo(REPORT_AT_MOST) < 0 ? report : REPORT_AT_MOST));
    }

    /**
     * The time for the next run.
     *
     * @param share its share of what is left
     * @return empty for no limit
     */
    Optional<Duration> next(double share) {
      return Optional.ofNullable(deadline)
          .map(end -> Duration.ofMillis((long) (share * Instant.now().until(end).toMillis())))
          .map(time -> time.compareTo(LEAST) < 0 ? LEAST : time);
    }
  }
}
