package org.noether.reports.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.RunConfig;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.console.DurationConverter;
import org.noether.reports.task.Comparison.PlannedRun;
import picocli.CommandLine.Option;

/** The options that set the amount of work: a time budget, epochs, or the paper's settings. */
final class Extent {
  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Total time, such as 10m or 1h30m. Networks are narrower than the paper's, and the number"
              + " of epochs is reduced to fit; if not even one epoch fits, the number of samples"
              + " too.")
  private @Nullable Duration budget;

  @Option(names = "--full", description = "Use the paper's settings, without a time limit.")
  private boolean full;

  @Option(
      names = "--num-epochs",
      paramLabel = "N",
      description =
          "Epochs of each run, without a time limit: the results do not depend on the machine's"
              + " speed. Networks are as with --budget.")
  private @Nullable Integer numEpochs;

  /**
   * The runs with the epochs that are asked for.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  <C extends RunConfig<C>> List<PlannedRun<C>> of(List<PlannedRun<C>> plan) {
    Integer epochs = numEpochs;
    return epochs == null
        ? plan
        : plan.stream().map(run -> run.with(run.config().withNumEpochs(epochs))).toList();
  }

  /** Whether the paper's settings are used. */
  boolean full() {
    return full;
  }

  /**
   * The limit.
   *
   * @param start when it begins
   * @param usual the default budget
   */
  Budget budget(Instant start, Duration usual) {
    return full || numEpochs != null ? Budget.unlimited() : Budget.of(start, time(usual));
  }

  /** A description for the report. */
  String description(Duration usual) {
    return full
        ? "the paper's settings"
        : numEpochs != null
            ? numEpochs + " epochs each"
            : DurationConverter.print(time(usual)) + " in total";
  }

  /** The options that select this amount of work. */
  List<String> arguments(Duration usual) {
    return full
        ? List.of("--full")
        : numEpochs != null
            ? List.of("--num_epochs", numEpochs.toString())
            : List.of("--budget", DurationConverter.print(time(usual)));
  }

  private Duration time(Duration usual) {
    return budget == null ? usual : budget;
  }

  /**
   * The time limit of a comparison.
   *
   * @param start when it begins
   * @param total how long it is
   * @param deadline the time by which the last run must end; null for no limit
   */
  record Budget(Instant start, Duration total, @Nullable Instant deadline) {
    /** The reciprocal of the fraction of the total that is reserved for the report. */
    private static final int REPORT_FRACTION = 20;

    /** The part of a budget that is learning, at least. */
    static final double LEARNING = 0.7;

    /** By how much a machine may slow down after its pace was measured. */
    static final double SLOWER = 1.1;

    /** The maximum time reserved for the report. */
    private static final Duration REPORT_AT_MOST = Duration.ofSeconds(12);

    /** No limit. */
    static Budget unlimited() {
      return new Budget(Instant.EPOCH, Duration.ZERO, null);
    }

    /** A limit for all runs and the report. */
    static Budget of(Instant start, Duration total) {
      return new Budget(start, total, start.plus(total).minus(report(total)));
    }

    /** This with some of the time that was spent given back. */
    Budget without(double seconds) {
      Duration back = Duration.ofMillis((long) (1e3 * seconds));
      return new Budget(start.plus(back), total, deadline == null ? null : deadline.plus(back));
    }

    /** The length in seconds. */
    double seconds() {
      return total.toMillis() / 1e3;
    }

    /** The seconds reserved for the report. */
    double report() {
      return report(total).toMillis() / 1e3;
    }

    /**
     * Whether what is left holds the least of some runs, and would be learning for the most part.
     */
    boolean holds(Cost runs) {
      return runs.least() <= left().orElseThrow() && learns(runs);
    }

    private boolean learns(Cost runs) {
      return balanced(runs.overhead()).compareTo(total) <= 0
          || runs.overhead() + runs.mostLearning() <= left().orElseThrow();
    }

    /** A budget that holds runs which this does not hold. */
    Duration enough(Cost runs) {
      Duration needed = needed(runs.least());
      Duration balanced = balanced(runs.overhead());
      return learns(runs) || needed.compareTo(balanced) > 0 ? needed : balanced;
    }

    /**
     * A budget that holds what this does not, with a tenth more for a machine that slows down.
     *
     * @param seconds the least time from now on
     */
    Duration needed(double seconds) {
      return holding(SLOWER * seconds + spent(), 1);
    }

    /**
     * A budget that is learning for the most part.
     *
     * @param overhead the seconds of all runs that are not learning
     */
    Duration balanced(double overhead) {
      return holding(overhead + spent(), 1 - LEARNING);
    }

    /** A budget of which a part, without the time of the report, is as long as something. */
    private static Duration holding(double seconds, double part) {
      double all =
          Math.min(
              seconds / (part - 1.0 / REPORT_FRACTION),
              (seconds + REPORT_AT_MOST.toSeconds()) / part);
      return Duration.ofSeconds((long) Math.ceil(all));
    }

    private double spent() {
      return start.until(Instant.now()).toMillis() / 1e3;
    }

    private static Duration report(Duration total) {
      Duration part = total.dividedBy(REPORT_FRACTION);
      return part.compareTo(REPORT_AT_MOST) < 0 ? part : REPORT_AT_MOST;
    }

    /** The seconds left for runs; empty for no limit. */
    OptionalDouble left() {
      return deadline == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(Instant.now().until(deadline).toMillis() / 1e3);
    }
  }
}
