package org.noether.reports.task.dynamics;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.noether.reports.table.Block;
import org.noether.reports.task.TaskReport;
import org.noether.reports.task.TaskReport.Column;
import org.noether.reports.task.dynamics.SymmetryOutput.Row;
import org.noether.reports.task.dynamics.SymmetryOutput.Search;
import org.noether.reports.task.dynamics.SymmetryOutput.Skipped;
import org.noether.simulation.io.Count;
import org.noether.simulation.trajectory.SystemSize;

/** The symmetries of a system, laid out for a terminal. */
public final class SymmetryText {
  private static final int MOST_ROWS = 12;

  private SymmetryText() {}

  /** Prints what an analysis found. */
  public static void print(SymmetryOutput output, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %s; system of seed %d at %d random states; %s (%s)%n%n",
        output.system(),
        SystemSize.text(output.pointMasses(), output.bodies(), output.dim()),
        output.seed(),
        output.states(),
        output
            .time()
            .map(time -> String.format(Locale.ROOT, "J followed until time %.4g", time))
            .orElse("J not followed, as the motion is not finite"),
        output.integrator());
    printGenerators(output.generators(), out);
    List<Row> previous = List.of();
    for (Search search : output.searches()) {
      print(search, previous, out);
      previous = search.symmetries();
    }
    for (Skipped search : output.skipped()) {
      out.printf(
          Locale.ROOT,
          "%nSearch of %s: left out, as its %,d unknowns are more than the %d that take seconds;%n"
              + "  %s has fewer%n",
          search.family(),
          search.unknowns(),
          search.most(),
          output.pointMasses() ? "with fewer --bodies it" : "a smaller system");
    }
  }

  /** The known generators, with all digits. */
  public static Block.Table table(SymmetryOutput output) {
    return TaskReport.table(
        "Generators, and what they conserve.",
        3,
        output.generators(),
        List.of(
            new Column<>("generator", Row::generator),
            new Column<>("quantity", Row::quantity),
            new Column<>("formula", Row::formula),
            new Column<>("change", row -> String.valueOf(row.energyChange())),
            new Column<>("failure", row -> String.valueOf(row.violation())),
            new Column<>("relative", row -> String.valueOf(row.relativeViolation())),
            new Column<>("symmetry", row -> String.valueOf(row.symmetry())),
            new Column<>("drift", row -> row.relativeDrift().map(String::valueOf).orElse(""))));
  }

  private static void printGenerators(List<Row> rows, PrintWriter out) {
    out.printf(
        "%-22s %9s %9s %9s  %s%n", "generator", "change", "failure", "relative", "conserved");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-22s %9.2g %9.2g %9.2g  %s%n",
          row.generator(),
          row.energyChange(),
          row.violation(),
          row.relativeViolation(),
          conserved(row));
    }
    out.printf(
        Locale.ROOT,
        "%nchange: of H per unit of the group's parameter, rms; failure: less dJ/dt at fixed q"
            + " and p, rms;%nrelative: failure over |f| |grad J|, rms; a symmetry if below %.1e,"
            + " which is round-off;%ndrift: largest change of J over the size of its terms.%n",
        rows.getFirst().tolerance());
  }

  private static String conserved(Row row) {
    String named =
        row.quantity().equals(row.formula())
            ? row.formula()
            : row.quantity() + " = " + row.formula();
    if (!row.symmetry()) {
      return "no symmetry";
    }
    return row.relativeDrift()
        .map(drift ->
            String.format(
                Locale.ROOT, "%s = %.4g, drift %.1e", named, row.initial().orElseThrow(), drift))
        .orElse(named);
  }

  private static void print(Search search, List<Row> previous, PrintWriter out) {
    int zeros = search.symmetries().size();
    out.printf(
        Locale.ROOT,
        "%nSearch of %s: %d unknowns, %d equations, %s%n",
        search.family(),
        search.unknowns(),
        search.equations(),
        zeros == 0 ? "no symmetry" : Count.of(zeros, "symmetry", "symmetries"));
    out.println("  singular values " + values(search, zeros));
    if (zeros > 0 && formulas(search.symmetries()).equals(formulas(previous))) {
      out.println("  the same as in the search before");
      return;
    }
    search.symmetries().stream()
        .limit(MOST_ROWS)
        .forEach(row -> out.printf("  %s: %s%n", row.generator(), conserved(row)));
    if (zeros > MOST_ROWS) {
      out.printf("  ... and %d more (see --json)%n", zeros - MOST_ROWS);
    }
  }

  private static List<String> formulas(List<Row> rows) {
    return rows.stream().map(Row::formula).toList();
  }

  private static String values(Search search, int zeros) {
    var values = search.singularValues();
    int rank = values.size() - zeros;
    String zero =
        zeros == 0 ? "none is zero" : "zero: at most %s".formatted(number(values.get(rank)));
    String others =
        rank == 0
            ? "all are zero"
            : "%s to %s".formatted(number(values.getFirst()), number(values.get(rank - 1)));
    return "%s; %s; threshold %s%s"
        .formatted(
            others,
            zero,
            number(search.threshold()),
            search.gap().map(gap -> "; gap " + number(gap)).orElse(""));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
