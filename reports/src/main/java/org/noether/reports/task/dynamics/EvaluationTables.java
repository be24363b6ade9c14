package org.noether.reports.task.dynamics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.Evaluation.Conserved;
import org.noether.learning.task.dynamics.Evaluation.OfSize;
import org.noether.reports.table.Block;
import org.noether.reports.task.EvaluationTable;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;

/** The tables of a comparison with the true system, with all rows and digits. */
final class EvaluationTables {
  private EvaluationTables() {}

  /** All tables that the evaluation has. */
  static Map<EvaluationTable, Block.Table> of(Evaluation evaluation) {
    var tables = new EnumMap<EvaluationTable, Block.Table>(EvaluationTable.class);
    tables.put(EvaluationTable.ERRORS, errors(evaluation));
    evaluation.sizes().ifPresent(sizes -> tables.put(EvaluationTable.BODIES, bodies(sizes)));
    evaluation.conserved().ifPresent(all -> tables.put(EvaluationTable.CONSERVED, conserved(all)));
    evaluation
        .equivariance()
        .ifPresent(found -> tables.put(EvaluationTable.EQUIVARIANCE, equivariance(found)));
    return tables;
  }

  /** The errors at all times, and how what the true system conserves changes. */
  private static Block.Table errors(Evaluation evaluation) {
    var columns = new ArrayList<Column<Integer>>();
    columns.add(column("time", evaluation.times()));
    EvaluationText.errors(evaluation, "angular momentum")
        .forEach((title, curve) -> columns.add(column(title, curve.geometricMean())));
    for (Conserved quantity : evaluation.conserved().orElse(List.of())) {
      columns.add(column("change of " + quantity.name(), quantity.predicted().geometricMean()));
      columns.add(
          column(
              "change of %s, true motion".formatted(quantity.name()),
              quantity.truth().geometricMean()));
    }
    return TaskReport.table(
        "Errors over time, geometric means over systems.",
        0,
        IntStream.range(0, evaluation.times().length).boxed().toList(),
        columns);
  }

  /** A column of numbers, one for each time. */
  static Column<Integer> column(String title, double[] numbers) {
    return new Column<>(title, t -> String.valueOf(numbers[t]));
  }

  private static Block.Table bodies(List<OfSize> sizes) {
    return TaskReport.table(
        "Errors by number of bodies.",
        0,
        sizes,
        List.of(
            new Column<>("bodies", size -> String.valueOf(size.bodies())),
            new Column<>("systems", size -> String.valueOf(size.testSystems())),
            column("test MSE", OfSize::testMse),
            new Column<>("rollouts", size -> String.valueOf(size.systems())),
            column("state error", OfSize::stateError),
            column("energy", OfSize::energyError)));
  }

  private static Block.Table conserved(List<Conserved> all) {
    return TaskReport.table(
        "Changes of what the true system conserves, at the end of the motion.",
        1,
        all,
        List.of(
            new Column<>("J", Conserved::name),
            column("mean |J(0)|", Conserved::size),
            column("predicted", quantity -> last(quantity.predicted().geometricMean())),
            column("true motion", quantity -> last(quantity.truth().geometricMean()))));
  }

  private static Block.Table equivariance(Equivariance found) {
    return TaskReport.table(
        "Equivariance errors.",
        1,
        List.copyOf(EvaluationText.byMaps(found).entrySet()),
        List.of(
            new Column<>("maps", Map.Entry::getKey),
            column("dz/dt", maps -> maps.getValue().rates()),
            column("forces", maps -> maps.getValue().forces())));
  }

  private static <T> Column<T> column(String title, ToDoubleFunction<T> number) {
    return new Column<>(title, row -> number(number.applyAsDouble(row)));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.valueOf(value);
  }

  private static double last(double[] numbers) {
    return numbers[numbers.length - 1];
  }
}
