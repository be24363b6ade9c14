package org.noether.reports.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs of one configuration and as many epochs, which differ by their seeds alone.
 *
 * @param <R> what they learned
 * @param label what tables and legends call it
 * @param runs at least one, by seed
 */
public record Replicates<R extends Run>(String label, List<R> runs) {
  /**
   * Groups runs in the order in which their configurations first appear. A second run of one seed
   * starts another group: it adds nothing independent to the first.
   */
  public static <R extends Run> List<Replicates<R>> of(List<R> runs) {
    var byConfiguration = new LinkedHashMap<List<Object>, List<R>>();
    var seen = new HashMap<List<Object>, Integer>();
    for (R run : runs) {
      var key = List.of(run.configuration(), run.config().numEpochs(), run.result().epochs());
      int repetition = seen.merge(List.of(key, run.config().seed()), 1, Integer::sum);
      byConfiguration
          .computeIfAbsent(List.of(key, repetition), ignored -> new ArrayList<>())
          .add(run);
    }
    var groups = new ArrayList<Replicates<R>>();
    var labels = new HashMap<String, Integer>();
    for (var members : byConfiguration.values()) {
      String label = members.getFirst().label();
      int number = labels.merge(label, 1, Integer::sum);
      groups.add(
          new Replicates<>(
              number == 1 ? label : label + " #" + number,
              members.stream()
                  .sorted(Comparator.comparingLong((R r) -> r.config().seed()))
                  .toList()));
    }
    return groups;
  }

  /** The errors on the test set. */
  public Interval testError() {
    return Interval.of(runs.stream().mapToDouble(run -> run.result().test()).toArray());
  }

  /** The mean error on the validation set, by which to choose among groups. */
  public double validationError() {
    return runs.stream().mapToDouble(run -> run.result().validation()).average().orElseThrow();
  }

  /** The number of epochs done. */
  public String epochs() {
    return String.valueOf(first().result().epochs());
  }

  /** The run of the smallest seed. */
  public R first() {
    return runs.getFirst();
  }
}
