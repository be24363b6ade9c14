package org.noether.reports.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time that a study may take, dealt out to its runs.
 *
 * @param deadline when the last run must have ended; null for no limit
 */
record Budget(@Nullable Instant deadline) {
  /** What is kept for the report, as a fraction of the whole, and at most. */
  private static final int REPORT_FRACTION = 20;

  private static final Duration REPORT_AT_MOST = Duration.ofSeconds(12);

  /** No run gets less than this: too late is better than nothing. */
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
