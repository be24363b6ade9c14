package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.Qm9Property;

/**
 * Predictions of a property beside its true values.
 *
 * @param property what is predicted
 * @param molecules of which molecules
 * @param predicted one value each, in the property's unit
 * @param truth one value each, NaN where the file has none
 * @param places of the molecules in the file, from 1
 */
public record PredictionTable(
    Qm9Property property,
    PackedMolecules molecules,
    double[] predicted,
    double[] truth,
    int[] places) {

  /** Prints a line for each molecule, and the mean absolute error. */
  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s (%s) in %s%s%n%n",
        property.id(),
        property.description(),
        property.unit(),
        property.relativeToAtoms() ? ", relative to free atoms" : "");
    boolean known = errors().findAny().isPresent();
    out.printf("%9s %6s  %-14s %14s", "molecule", "atoms", "formula", "predicted");
    out.println(known ? "%14s %14s".formatted("true", "error") : "");
    for (int i = 0; i < molecules.size(); i++) {
      out.printf(
          Locale.ROOT,
          "%9s %6d  %-14s %14.6g",
          name(i),
          molecules.atoms(i),
          molecules.molecule(i).formula(),
          predicted[i]);
      out.println(
          Double.isNaN(truth[i])
              ? ""
              : String.format(Locale.ROOT, "%14.6g %14.6g", truth[i], predicted[i] - truth[i]));
    }
    printErrors(out);
  }

  /** Prints the mean absolute error, where true values are known. */
  void printErrors(PrintWriter out) {
    OptionalDouble mean = errors().average();
    if (mean.isPresent()) {
      out.printf(
          Locale.ROOT,
          "%nmean absolute error %.4g %s over %,d molecules%n",
          mean.getAsDouble(),
          property.unit(),
          errors().count());
    }
  }

  /** Writes a line for each molecule; true values that are not known are empty. */
  void writeCsv(OutputStream out) throws IOException {
    var text = new StringBuilder("molecule,atoms,formula,predicted,true,unit\n");
    for (int i = 0; i < molecules.size(); i++) {
      text.append(name(i))
          .append(',')
          .append(molecules.atoms(i))
          .append(',')
          .append(molecules.molecule(i).formula())
          .append(',')
          .append(predicted[i])
          .append(',')
          .append(Double.isNaN(truth[i]) ? "" : truth[i])
          .append(',')
          .append(property.unit())
          .append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The index in GDB-9, or else the place in the file. */
  private String name(int molecule) {
    int index = molecules.gdbIndices()[molecule];
    return index > 0 ? "gdb " + index : String.valueOf(places[molecule]);
  }

  private DoubleStream errors() {
    return IntStream.range(0, predicted.length)
        .filter(i -> !Double.isNaN(truth[i]))
        .mapToDouble(i -> Math.abs(predicted[i] - truth[i]));
  }
}
