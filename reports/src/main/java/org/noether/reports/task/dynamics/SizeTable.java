package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.Evaluation.OfSize;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** The part of a report that tells how errors depend on the number of bodies. */
final class SizeTable {
  private static final int DIGITS = 3;

  /**
   * A network on systems of one size.
   *
   * @param label the network
   * @param data the systems
   * @param runs the errors of each of its runs
   */
  private record Row(String label, String data, List<OfSize> runs) {
    OfSize any() {
      return runs.getFirst();
    }

    String mean(ToDoubleFunction<OfSize> error) {
      return Numbers.significant(runs.stream().mapToDouble(error).average().orElseThrow(), DIGITS);
    }

    String geometricMean(ToDoubleFunction<OfSize> error) {
      double mean =
          Math.exp(runs.stream().mapToDouble(error).map(Math::log).average().orElseThrow());
      return any().systems() == 0 ? "" : Numbers.significant(mean, DIGITS);
    }
  }

  private SizeTable() {}

  /**
   * The table, if systems of different sizes were evaluated, or other systems than the test set.
   */
  static Optional<Block> of(List<Replicates<DynamicsRun>> groups) {
    var rows = new ArrayList<Row>();
    for (Replicates<DynamicsRun> group : groups) {
      addRows(rows, group.label(), "test set", DynamicsRun.evaluations(group));
      var others = new TreeMap<String, List<Evaluation>>();
      for (DynamicsRun run : group.runs()) {
        run.others()
            .forEach((name, evaluation) ->
                others.computeIfAbsent(name, _ -> new ArrayList<>()).add(evaluation));
      }
      others.forEach((name, evaluations) -> addRows(rows, group.label(), name, evaluations));
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        TaskReport.table(
            "Errors by number of bodies, on the test set and on other files: mean squared error of"
                + " trajectories as long as those trained on; of long rollouts the relative error"
                + " of the state, its geometric mean over systems and times, and that of the energy"
                + " at the end. Every system counts the same; errors of several seeds are"
                + " averaged.",
            2,
            rows,
            List.of(
                new Column<>("network", Row::label),
                new Column<>("data", Row::data),
                new Column<>("bodies", row -> String.valueOf(row.any().bodies())),
                new Column<>("systems", row -> String.valueOf(row.any().testSystems())),
                new Column<>("test MSE", row -> row.mean(OfSize::testMse)),
                new Column<>("rollouts", row -> String.valueOf(row.any().systems())),
                new Column<>("state error", row -> row.geometricMean(OfSize::stateError)),
                new Column<>("energy error", row -> row.geometricMean(OfSize::energyError)))));
  }

  private static void addRows(
      List<Row> rows, String label, String data, List<Evaluation> evaluations) {
    Map<Integer, List<OfSize>> bySize = new TreeMap<>();
    for (Evaluation evaluation : evaluations) {
      for (OfSize size : evaluation.sizes().orElse(List.of())) {
        bySize.computeIfAbsent(size.bodies(), _ -> new ArrayList<>()).add(size);
      }
    }
    bySize.values().forEach(runs -> rows.add(new Row(label, data, runs)));
  }
}
