package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.noether.learning.train.RunConfig;
import org.noether.reports.cli.BudgetPlan.Cost;
import org.noether.reports.task.Comparison.PlannedRun;
import org.noether.reports.task.Comparison.Selection;

/**
 * Names the parts of a comparison that a budget holds, where it does not hold all.
 *
 * @param <C> the configuration of a run
 * @param plan all runs
 * @param cost what some of them take; empty if that was not measured
 * @param holds whether the budget holds some of them, whose cost is known
 */
record SmallerComparison<C extends RunConfig<C>>(
    List<PlannedRun<C>> plan,
    Function<List<PlannedRun<C>>, Optional<Cost>> cost,
    Predicate<List<PlannedRun<C>>> holds) {

  /** The options, with their values, each of which makes the comparison small enough. */
  List<String> options(List<Selection<C>> selections) {
    var options = new ArrayList<String>();
    selections.forEach(each -> fitting(each).ifPresent(options::add));
    seeds().ifPresent(options::add);
    return options;
  }

  /** As many values of an option as fit, those that take the least time first. */
  private Optional<String> fitting(Selection<C> selection) {
    Map<String, List<PlannedRun<C>>> parts =
        plan.stream()
            .collect(
                Collectors.groupingBy(selection.value(), LinkedHashMap::new, Collectors.toList()));
    var costs = new LinkedHashMap<String, Cost>();
    parts.forEach((value, runs) -> cost.apply(runs).ifPresent(each -> costs.put(value, each)));
    var kept = new LinkedHashMap<String, List<PlannedRun<C>>>();
    for (var part :
        costs.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Cost::least)))
            .toList()) {
      kept.put(part.getKey(), Objects.requireNonNull(parts.get(part.getKey())));
      if (!holds.test(runs(kept))) {
        kept.remove(part.getKey());
      }
    }
    return kept.keySet().stream().map(costs::get).allMatch(Cost.NONE::equals)
        ? Optional.empty()
        : Optional.of(
            CommandText.join(
                List.of(
                    selection.option(),
                    parts.keySet().stream()
                        .filter(kept::containsKey)
                        .collect(Collectors.joining(",")))));
  }

  private List<PlannedRun<C>> runs(Map<String, List<PlannedRun<C>>> parts) {
    return parts.values().stream().flatMap(List::stream).toList();
  }

  /** The most seeds that fit. */
  private Optional<String> seeds() {
    List<Long> seeds = plan.stream().map(run -> run.config().seed()).distinct().sorted().toList();
    for (int n = seeds.size() - 1; n > 0; n--) {
      List<Long> fewer = seeds.subList(0, n);
      List<PlannedRun<C>> runs =
          plan.stream().filter(run -> fewer.contains(run.config().seed())).toList();
      if (cost.apply(runs).isPresent() && holds.test(runs)) {
        return Optional.of("--seeds " + n);
      }
    }
    return Optional.empty();
  }
}
