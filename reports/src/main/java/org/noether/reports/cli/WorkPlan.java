package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.noether.simulation.io.Count;

/**
 * What the runs of a comparison cost, and how soon they end on many executors: one processor each,
 * as Spark's tasks have by default, of the speed of those here.
 *
 * @param rows the runs, those together that differ by their seeds alone
 * @param order the rows of the runs in the order in which they begin
 * @param measured how much sooner the same work ended here on several processors, by their number
 */
record WorkPlan(List<Row> rows, List<Row> order, Map<Integer, Double> measured) {
  private static final List<Integer> EXECUTORS = List.of(1, 10, 100, 1000);
  private static final double HOUR = 3600;

  /**
   * Runs that differ by their seeds alone.
   *
   * @param name what they have in common
   * @param epochs the epochs of each
   * @param step the seconds of a step
   * @param seconds the seconds of each run
   */
  record Row(String name, int epochs, double step, double seconds) {}

  /** The seconds of all runs together: the work. */
  double work() {
    return seconds().sum();
  }

  /** The seconds of the longest run, which no number of executors shortens: the span. */
  double span() {
    return seconds().max().orElse(0);
  }

  private DoubleStream seconds() {
    return order.stream().mapToDouble(Row::seconds);
  }

  /** The seconds until all runs have ended, if each begins on the executor that is free first. */
  double duration(int executors) {
    var free = new PriorityQueue<Double>(Collections.nCopies(executors, 0.0));
    double last = 0;
    for (Row run : order) {
      double end = free.remove() + run.seconds();
      free.add(end);
      last = Math.max(last, end);
    }
    return last;
  }

  /** The speed-up against one executor. */
  double speedUp(int executors) {
    return work() / duration(executors);
  }

  private long runs(Row row) {
    return order.stream().filter(row::equals).count();
  }

  void print(PrintWriter out) {
    int width = Math.max(4, rows.stream().mapToInt(row -> row.name().length()).max().orElse(0));
    String line = "%-" + width + "s %6s %8s %10s %12s%n";
    out.printf(Locale.ROOT, line, "runs", "number", "epochs", "s per step", "hours each");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          line,
          row.name(),
          runs(row),
          row.epochs(),
          String.format(Locale.ROOT, "%.4f", row.step()),
          hours(row.seconds()));
    }
    out.printf(
        Locale.ROOT,
        "%n%s: %s hours of one processor; the longest takes %s hours%n%n",
        Count.of(order.size(), "run"),
        hours(work()),
        hours(span()));
    out.printf(Locale.ROOT, "%9s %10s %9s%n", "executors", "hours", "speed-up");
    for (int executors : EXECUTORS) {
      out.printf(
          Locale.ROOT,
          "%9d %10s %9.1f%n",
          executors,
          hours(duration(executors)),
          speedUp(executors));
    }
    measured.forEach((processors, speedUp) ->
        out.printf(
            Locale.ROOT,
            "%nmeasured: %s at once on this machine's processors, speed-up %.2f%n",
            Count.of(processors, "run"),
            speedUp));
  }

  private static String hours(double seconds) {
    return String.format(Locale.ROOT, "%.4f", seconds / HOUR);
  }

  /** The same for programs. */
  Map<String, Object> json() {
    return Map.of(
        "rows",
        rows.stream()
            .map(row ->
                Map.of(
                    "name", row.name(),
                    "runs", runs(row),
                    "epochs", row.epochs(),
                    "step_seconds", row.step(),
                    "run_hours", row.seconds() / HOUR))
            .toList(),
        "runs",
        order.size(),
        "work_hours",
        work() / HOUR,
        "span_hours",
        span() / HOUR,
        "speed_up",
        speedUps(EXECUTORS.stream()),
        "measured_speed_up",
        measured);
  }

  private Map<Integer, Double> speedUps(Stream<Integer> executors) {
    return executors.collect(Collectors.toMap(n -> n, this::speedUp));
  }
}
