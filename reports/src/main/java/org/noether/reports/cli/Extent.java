package org.noether.reports.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.reports.console.DurationConverter;
import picocli.CommandLine.Option;

/** The options that set the amount of work: a time budget, or the paper's settings. */
final class Extent {
  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "Total time, such as 10m or 1h30m.",
        "Networks are narrower than the paper's, and the number of epochs is reduced to fit;",
        "if not even one epoch fits, the number of samples too."
      })
  private @Nullable Duration budget;

  @Option(names = "--full", description = "Use the paper's settings, without a time limit.")
  private boolean full;

  /** Whether the paper's settings are used. */
  boolean full() {
    return full;
  }

  /**
   * The limit, counted from the start of the program.
   *
   * @param usual the default budget
   */
  Budget budget(Duration usual) {
    return full
        ? Budget.unlimited()
        : Budget.of(
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()), time(usual));
  }

  /** A description for the report. */
  String description(Duration usual) {
    return full ? "the paper's settings" : DurationConverter.print(time(usual)) + " in total";
  }

  /** The options that select this amount of work. */
  List<String> arguments(Duration usual) {
    return full ? List.of("--full") : List.of("--budget", DurationConverter.print(time(usual)));
  }

  private Duration time(Duration usual) {
    return budget == null ? usual : budget;
  }

  /**
   * The time limit of a study, divided among its runs.
   *
   * @param deadline the time by which the last run must end; null for no limit
   */
  record Budget(@Nullable Instant deadline) {
    /** The reciprocal of the fraction of the total that is reserved for the report. */
    private static final int REPORT_FRACTION = 20;

    /** The maximum time reserved for the report. */
    private static final Duration REPORT_AT_MOST = Duration.ofSeconds(12);

    /** The minimum time of a run, even past the deadline. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** No limit. */
    static Budget unlimited() {
      return new Budget(null);
    }

    /** A limit for all runs and the report. */
    static Budget of(Instant start, Duration total) {
      Duration report = total.dividedBy(REPORT_FRACTION);
      return new Budget(
          start.plus(total).minus(report.compareTo(REPORT_AT_MOST) < 0 ? report : REPORT_AT_MOST));
    }

    /**
     * The time for the next run.
     *
     * @param share its share of the remaining time
     * @return empty for no limit
     */
    Optional<Duration> next(double share) {
      return Optional.ofNullable(deadline)
          .map(end -> Duration.ofMillis((long) (share * Instant.now().until(end).toMillis())))
          .map(time -> time.compareTo(LEAST) < 0 ? LEAST : time);
    }
  }
}
