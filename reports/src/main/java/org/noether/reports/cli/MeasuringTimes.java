package org.noether.reports.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.noether.learning.train.RunConfig;
import org.noether.reports.task.Comparison.PlannedRun;

/**
 * How long it took to measure the paces of a comparison.
 *
 * @param <C> the configuration of a run
 */
final class MeasuringTimes<C extends RunConfig<C>> {
  private final Function<PlannedRun<C>, Object> pace;
  private final Map<Object, Double> seconds = new HashMap<>();

  /**
   * Nothing measured yet.
   *
   * @param pace what runs of the same pace have in common
   */
  MeasuringTimes(Function<PlannedRun<C>, Object> pace) {
    this.pace = pace;
  }

  /** Notes how long it took to measure the pace of a run. */
  void add(PlannedRun<C> run, double time) {
    seconds.put(pace.apply(run), time);
  }

  /**
   * The seconds spent beyond those that some runs alone would have needed; negative if they need
   * more. Paces that were not measured are taken to need as long as the others on average, of which
   * there must be one.
   */
  double beyond(List<PlannedRun<C>> runs) {
    double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    double average = all / seconds.size();
    return all
        - runs.stream()
            .map(pace)
            .distinct()
            .mapToDouble(each -> seconds.getOrDefault(each, average))
            .sum();
  }
}
