package org.noether.reports.cli;

import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.MoleculeSummary;
import org.noether.simulation.molecule.Qm9Property;

/**
 * What is in a file of molecules, as text.
 *
 * @param title the file and what it is
 * @param summary its molecules
 * @param bad those that could not be read
 */
record MoleculeDescription(String title, MoleculeSummary summary, BadMolecules bad) {
  private static final int BAR_LENGTH = 50;

  /** Prints all of it. */
  void print(PrintWriter out) {
    out.println(title);
    out.printf(Locale.ROOT, "molecules  %,d%s%n", summary.molecules(), indices());
    out.printf(Locale.ROOT, "bad        %,d%n", bad.count());
    bad.first().forEach(each -> out.println("           " + each.getMessage()));
    if (bad.count() > bad.first().size()) {
      out.printf(Locale.ROOT, "           and %,d more%n", bad.count() - bad.first().size());
    }
    if (summary.molecules() > 0) {
      out.printf(
          Locale.ROOT,
          "atoms      %,d, on average %.1f in a molecule%n",
          summary.atoms(),
          (double) summary.atoms() / summary.molecules());
      out.println("elements   " + elements());
      printSizes(out);
      printProperties(out);
    }
  }

  private String indices() {
    BitSet indices = summary.gdbIndices();
    String range =
        indices.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                ", indices in GDB-9 from %,d to %,d",
                indices.nextSetBit(0),
                indices.length() - 1);
    return summary.repeated() == 0
        ? range
        : String.format(Locale.ROOT, "%s, %,d of them repeated", range, summary.repeated());
  }

  private String elements() {
    return summary.elements().entrySet().stream()
        .map(each ->
            String.format(
                Locale.ROOT,
                "%s in %,d molecules (%,d atoms)",
                Elements.symbol(each.getKey()),
                each.getValue().molecules(),
                each.getValue().atoms()))
        .collect(Collectors.joining(", "));
  }

  private void printSizes(PrintWriter out) {
    Map<Integer, Long> sizes = summary.moleculesByAtoms();
    long most = sizes.values().stream().mapToLong(Long::longValue).max().orElse(1);
    out.println();
    out.println("  atoms  molecules");
    sizes.forEach((atoms, molecules) ->
        out.printf(
            Locale.ROOT,
            "%7d %,10d  %s%n",
            atoms,
            molecules,
            "#".repeat((int) Math.ceilDiv(BAR_LENGTH * molecules, most))));
  }

  private void printProperties(PrintWriter out) {
    if (summary.properties().isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        "%-12s %14s %14s %14s  %s%n", "property", "smallest", "mean", "largest", "unit; molecules");
    summary
        .properties()
        .forEach((name, range) ->
            out.printf(
                Locale.ROOT,
                "%-12s %14.7g %14.7g %14.7g  %s; %,d%n",
                name.replaceAll("[^\\x20-\\x7e]", "?"),
                range.getMin(),
                range.getAverage(),
                range.getMax(),
                unit(name),
                range.getCount()));
  }

  /** Names mean what QM9 means by them only where molecules are QM9's. */
  private String unit(String name) {
    return summary.gdbIndices().isEmpty()
        ? "unit unknown"
        : Qm9Property.of(name).map(Qm9Property::fileUnit).orElse("unit unknown");
  }
}
