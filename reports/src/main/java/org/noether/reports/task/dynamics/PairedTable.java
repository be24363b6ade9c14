package org.noether.reports.task.dynamics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.PairedErrors;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** The part of a report that tests whether networks differ, on the systems that all followed. */
final class PairedTable {
  /** Fewer systems than this tell little. */
  private static final int LEAST_SYSTEMS = 5;

  /**
   * A network with its errors.
   *
   * @param label its name
   * @param errors of each system, the geometric mean over the network's seeds
   */
  private record Followed(String label, double[] errors) {
    double mean() {
      return Math.exp(Arrays.stream(errors).map(Math::log).average().orElseThrow());
    }
  }

  private PairedTable() {}

  /** The table, if at least two networks followed the same systems. */
  static Optional<Block> of(List<Replicates<DynamicsRun>> groups) {
    var data = groups.stream().map(g -> g.first().result().dataSha256()).distinct().toList();
    List<Followed> followed = groups.stream().flatMap(g -> followed(g).stream()).toList();
    var counts = followed.stream().map(each -> each.errors().length).distinct().toList();
    if (followed.size() < 2
        || data.size() > 1
        || counts.size() > 1
        || counts.getFirst() < LEAST_SYSTEMS) {
      return Optional.empty();
    }
    Followed best = followed.stream().min(Comparator.comparingDouble(Followed::mean)).orElseThrow();
    return Optional.of(
        TaskReport.table(
            ("Networks compared on the same %d test systems, by the relative error of the state"
                 + " over all times: its geometric mean, and its ratio to that of %s, the best,"
                 + " with the 95 %% confidence interval and the probability p of the paired t-test"
                 + " of the logarithms, without a correction for the number of comparisons. The"
                 + " test says whether these trained networks differ on other systems, not whether"
                 + " other seeds would.")
                .formatted(counts.getFirst(), best.label()),
            1,
            followed,
            List.of(
                new Column<>("network", Followed::label),
                new Column<>("error", each -> Numbers.significant(each.mean(), 3)),
                new Column<>("ratio", each -> Numbers.significant(paired(each, best).ratio(), 3)),
                new Column<>(
                    "95 % interval",
                    each -> each.equals(best) ? "" : paired(each, best).interval()),
                new Column<>(
                    "p", each -> each.equals(best) ? "" : paired(each, best).probability()))));
  }

  private static PairedErrors paired(Followed each, Followed best) {
    return PairedErrors.of(each.errors(), best.errors());
  }

  private static Optional<Followed> followed(Replicates<DynamicsRun> group) {
    List<double[]> errors =
        DynamicsRun.evaluations(group).stream()
            .map(Evaluation::systemErrors)
            .flatMap(Optional::stream)
            .toList();
    if (errors.isEmpty() || errors.stream().map(e -> e.length).distinct().count() > 1) {
      return Optional.empty();
    }
    double[] means = new double[errors.getFirst().length];
    Arrays.setAll(
        means,
        i -> Math.exp(errors.stream().mapToDouble(e -> Math.log(e[i])).average().orElseThrow()));
    return Optional.of(new Followed(group.label(), means));
  }
}
