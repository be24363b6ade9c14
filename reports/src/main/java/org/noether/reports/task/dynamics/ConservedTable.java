package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.Evaluation.Conserved;
import org.noether.learning.task.dynamics.Evaluation.Curve;
import org.noether.reports.plot.Numbers;
import org.noether.reports.table.Block;
import org.noether.reports.table.Replicates;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** The part of a report that tells how far networks keep what the true systems conserve. */
final class ConservedTable {
  private ConservedTable() {}

  /** The table; nothing if no run has been evaluated by a version that knows these quantities. */
  static Optional<Block> of(List<Replicates<DynamicsRun>> groups) {
    var evaluated = groups.stream().filter(group -> !evaluations(group).isEmpty()).toList();
    if (evaluated.isEmpty()) {
      return Optional.empty();
    }
    Evaluation any = evaluations(evaluated.getFirst()).getFirst();
    int last =
        evaluated.stream()
                .flatMap(group -> evaluations(group).stream())
                .mapToInt(evaluation -> evaluation.times().length)
                .min()
                .orElseThrow()
            - 1;
    var columns = new ArrayList<Column<Conserved>>();
    columns.add(new Column<>("quantity J", Conserved::name));
    columns.add(new Column<>("mean |J(0)|", quantity -> number(quantity.size())));
    columns.add(
        new Column<>("true motion", quantity -> number(quantity.truth().geometricMean()[last])));
    for (Replicates<DynamicsRun> group : evaluated) {
      columns.add(new Column<>(group.label(), quantity -> change(group, quantity.name(), last)));
    }
    String caption =
        "What the true systems conserve, and how far it changes along the true and the predicted motions: |J(t) − J(0)| at time %s, geometric means over %d test systems."
            .formatted(Numbers.significant(any.times()[last], 3), any.systems());
    Block.Table table = TaskReport.table(caption, 1, any.conserved().orElseThrow(), columns);
    return Optional.of(
        table.rows().stream().flatMap(List::stream).noneMatch("0"::equals)
            ? table
            : table.withCaption(
                caption + " Such a mean is 0 where a system keeps the quantity to the last bit."));
  }

  private static List<Evaluation> evaluations(Replicates<DynamicsRun> group) {
    return DynamicsRun.evaluations(group).stream()
        .filter(evaluation -> evaluation.conserved().isPresent())
        .toList();
  }

  /** The mean over seeds. */
  private static String change(Replicates<DynamicsRun> group, String name, int last) {
    var changes =
        evaluations(group).stream()
            .flatMap(evaluation -> evaluation.conserved(name).stream())
            .map(Conserved::predicted)
            .map(Curve::geometricMean)
            .toList();
    return IntStream.range(0, changes.size())
        .mapToDouble(i -> changes.get(i)[last])
        .average()
        .stream()
        .mapToObj(ConservedTable::number)
        .findFirst()
        .orElse("not measured");
  }

  private static String number(double value) {
    return Numbers.significant(value, 2);
  }
}
