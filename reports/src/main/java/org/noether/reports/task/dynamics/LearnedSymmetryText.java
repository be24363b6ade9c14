package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.LearnedSymmetry;
import org.noether.learning.task.dynamics.LearnedSymmetry.Additional;
import org.noether.learning.task.dynamics.LearnedSymmetry.Row;
import org.noether.learning.train.Json;
import org.noether.reports.table.Block;
import org.noether.reports.task.Examination;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;
import org.noether.simulation.io.Printable;

/** The symmetries of a trained network, laid out for a terminal. */
final class LearnedSymmetryText {
  private LearnedSymmetryText() {}

  /**
   * Tests the best weights of a run and prints what was found.
   *
   * @return the table, with all digits
   * @throws IOException if the folder holds no run with best weights, or they do not fit
   */
  static Block.Table print(
      DynamicsTask task, Path run, Additional additional, Examination how, PrintWriter out)
      throws IOException {
    LearnedSymmetry found = LearnedSymmetry.of(task, run, additional, how.samples(), how.seed());
    if (how.json()) {
      out.println(Printable.json(Json.line(found)));
    } else {
      print(found, out);
    }
    return TaskReport.table(
        "Generators of the true system, of the trained network and of untrained ones.",
        2,
        found.rows(),
        List.of(
            new Column<>("generator", Row::generator),
            new Column<>("quantity", Row::quantity),
            new Column<>("true", row -> String.valueOf(row.truth())),
            new Column<>("learned", row -> String.valueOf(row.learned())),
            new Column<>("untrained", row -> String.valueOf(row.untrained())),
            new Column<>("dJ/dt", row -> String.valueOf(row.conservation())),
            new Column<>("by construction", row -> String.valueOf(row.byConstruction()))));
  }

  private static void print(LearnedSymmetry found, PrintWriter out) {
    out.printf(
        "%s, %s, at the first points of %d test trajectories%s:%n%n",
        found.network(),
        found.hamiltonian()
            ? "whose motion follows from a learned energy"
            : "which learned rates of change without an energy",
        found.states(),
        found.bodies() > 1 ? " of %d bodies".formatted(found.bodies()) : "");
    out.printf("%-22s %9s %9s %9s %9s%n", "generator", "true", "learned", "untrained", "dJ/dt");
    for (Row row : found.rows()) {
      out.printf(
          Locale.ROOT,
          "%-22s %9.2g %9.2g %9.2g %9.2g  %s%n",
          row.generator(),
          row.truth(),
          row.learned(),
          row.untrained(),
          row.conservation(),
          verdict(row));
    }
    out.println();
    out.println(
        found.hamiltonian()
            ? "true, learned, untrained: how much H changes along the generator, relative to the"
                + " most possible, rms;"
            : "true, learned, untrained: commutator of the generator with dz/dt = f(z), relative"
                + " to |f| |X|, rms;");
    out.println("untrained: the largest of three networks with initial weights;");
    out.println("dJ/dt: how fast the learned motion changes J, relative to |f| |grad J|, rms.");
    if (!found.hamiltonian()) {
      out.println(
          "Without an energy Noether's theorem does not hold: a symmetry conserves nothing.");
    }
    if (found.draws()) {
      out.println("The network draws random numbers: it is symmetric in distribution at best.");
    }
    if (found.trueValues().length > 0) {
      out.printf(
          "%nSearch for conserved J = p . (A q + b), alike for all bodies; singular values:%n");
      print("true", found.trueValues(), out);
      print("learned", found.learnedValues(), out);
    }
  }

  private static void print(String whose, double[] values, PrintWriter out) {
    out.printf("  %-8s", whose);
    for (double value : values) {
      out.printf(Locale.ROOT, " %.2g", value);
    }
    out.println();
  }

  private static String verdict(Row row) {
    if (row.byConstruction()) {
      return row.trueSymmetry() ? "by construction" : "by construction; the system lacks it";
    }
    if (!row.trueSymmetry()) {
      return "the system lacks it";
    }
    return String.format(Locale.ROOT, "learned, up to %.2g", row.learned());
  }
}
