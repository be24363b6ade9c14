package org.noether.reports.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param holds whether the budget holds it
 */
record SmallerComparison<C extends RunConfig<C>>(
    List<PlannedRun<C>> plan,
    Function<List<PlannedRun<C>>, Optional<Cost>> cost,
    Predicate<Cost> holds) {

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
    var kept = new ArrayList<String>();
    var all = Cost.NONE;
    for (var part :
        costs.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Cost::least)))
            .toList()) {
      Cost more = all.plus(part.getValue());
      if (holds.test(more)) {
        kept.add(part.getKey());
        all = more;
      }
    }
    return all.equals(Cost.NONE)
        ? Optional.empty()
        : Optional.of(
            CommandText.join(
                List.of(
                    selection.option(),
                    parts.keySet().stream()
                        .filter(kept::contains)
                        .collect(Collectors.joining(",")))));
  }

  /** The most seeds that fit. */
  private Optional<String> seeds() {
    List<Long> seeds = plan.stream().map(run -> run.config().seed()).distinct().sorted().toList();
    for (int n = seeds.size() - 1; n > 0; n--) {
      List<Long> fewer = seeds.subList(0, n);
      if (cost.apply(plan.stream().filter(run -> fewer.contains(run.config().seed())).toList())
          .filter(holds)
          .isPresent()) {
        return Optional.of("--seeds " + n);
      }
    }
    return Optional.empty();
  }
}
