package org.noether.reports.task.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.learning.task.dynamics.Equivariance;
import org.noether.learning.task.dynamics.Equivariance.Errors;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Block;
import org.noether.reports.task.EvaluationTable;

class EvaluationTextTest {
  private static final Errors EXACT = new Errors(2.5e-7, 3.5e-7);

  @TempDir private Path folder;

  @Test
  void theTableHasEachErrorUnderItsName() throws IOException {
    Path run = SyntheticRun.write(folder.resolve("run"), "FC", Map.of("k", 256L), 0, 0.015);
    Evaluation evaluation = Evaluation.read(new RunFolder(run)).orElseThrow();
    var text = new StringWriter();
    EvaluationText.tabulate(evaluation, new PrintWriter(text, true));

    var lines = text.toString().lines().map(line -> line.strip().split(" {2,}")).toList();
    int last = evaluation.times().length - 1;
    assertThat(lines.getFirst())
        .containsExactly("time", "MSE", "state error", "energy", "momentum", "ang. mom.");
    assertThat(lines.getLast())
        .containsExactly(
            String.format(Locale.ROOT, "%.3g", evaluation.times()[last]),
            number(evaluation.mse(), last),
            number(evaluation.stateError(), last),
            number(evaluation.energyError(), last),
            number(evaluation.momentumError(), last),
            number(evaluation.angularMomentumError(), last));
  }

  @Test
  void whatIsConservedStandsBesideTheTruth() throws IOException {
    Path run = SyntheticRun.write(folder.resolve("run"), "FC", Map.of("k", 256L), 0, 0.015);
    Evaluation evaluation = Evaluation.read(new RunFolder(run)).orElseThrow();
    var text = new StringWriter();
    EvaluationText.print(evaluation, new PrintWriter(text, true));

    int last = evaluation.times().length - 1;
    var quantity = evaluation.conserved("Runge-Lenz x").orElseThrow();
    assertThat(text.toString().lines().map(line -> line.strip().split(" {2,}")))
        .anySatisfy(line ->
            assertThat(line)
                .containsExactly(
                    "Runge-Lenz x",
                    "1.00",
                    number(quantity.predicted(), last),
                    number(quantity.truth(), last)));
    Map<EvaluationTable, Block.Table> tables = EvaluationTables.of(evaluation);
    assertThat(tables.get(EvaluationTable.ERRORS).header())
        .contains("change of Runge-Lenz x", "change of Runge-Lenz x, true motion");
    assertThat(tables.get(EvaluationTable.CONSERVED).rows())
        .contains(
            List.of(
                "Runge-Lenz x",
                "1.0",
                String.valueOf(quantity.predicted().geometricMean()[last]),
                String.valueOf(quantity.truth().geometricMean()[last])));
  }

  @Test
  void equivarianceIsPrintedForEverySymmetryMeasured() {
    var own = new Equivariance.OwnGroup("SE2(0.2)", new Errors(0.25, 0.125));

    assertThat(
            printed(
                new Equivariance(
                    50,
                    10,
                    EXACT,
                    Optional.of(new Errors(0.5, 1)),
                    Optional.of(own),
                    new Errors(0.75, 1.5))))
        .contains("10 random g", "at each of 50 states")
        .containsSubsequence(
            "dz/dt       forces",
            "translations     2.50e-07     3.50e-07",
            "rotations        0.500         1.00",
            "SE2(0.2)        0.250        0.125",
            "other random draws        0.750         1.50",
            "in distribution");
    assertThat(
            printed(
                new Equivariance(
                    50, 10, EXACT, Optional.empty(), Optional.empty(), new Errors(0, 0))))
        .doesNotContain("rotations")
        .doesNotContain("draws");
  }

  private static String printed(Equivariance equivariance) {
    var text = new StringWriter();
    EvaluationText.tabulate(equivariance, new PrintWriter(text, true));
    return text.toString();
  }

  private static String number(Evaluation.Curve curve, int at) {
    return String.format(Locale.ROOT, "%.3g", curve.geometricMean()[at]);
  }
}
