package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.noether.learning.task.molecule.LearnedMolecules;
import org.noether.learning.task.molecule.MoleculePredictor;
import org.noether.reports.console.ProgressDisplay;
import org.noether.reports.task.Predictions;
import org.noether.simulation.io.Count;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.MoleculeReader;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * Predictions of a property for the molecules of a file, beside its true values.
 *
 * @param property what is predicted
 * @param molecules of which molecules
 * @param places of each in the file, from 1
 * @param predicted one value each, in the property's unit
 * @param truth one value each, NaN where the file has none
 * @param parts the part of the run's data that each belongs to; empty if that is not known
 */
record PredictionTable(
    MoleculeProperty property,
    PackedMolecules molecules,
    int[] places,
    double[] predicted,
    double[] truth,
    List<String> parts)
    implements Predictions {
  /** From this many molecules on, predicting shows its progress. */
  private static final int MANY = 1000;

  /**
   * Predicts for the molecules of a file.
   *
   * @param run the folder of the run that the predictor was opened from
   * @param skipBad whether molecules that cannot be read or predicted are left out, or else refused
   * @param err where those left out are named, and progress is shown
   * @throws IOException if the file cannot be read, none of its molecules is left, or one is
   *     refused
   */
  static PredictionTable of(
      Path run, Path file, MoleculePredictor predictor, boolean skipBad, PrintWriter err)
      throws IOException {
    var bad = skipBad ? BadMolecules.skipped() : BadMolecules.refused();
    PackedMolecules all = MoleculeFiles.readAll(file, bad, _ -> {});
    bad.ignored().ifPresent(ignored -> err.println("note: " + ignored));
    int[] places = bad.count() == 0 ? IntStream.rangeClosed(1, all.size()).toArray() : places(file);
    var reasons = new ArrayList<>(bad.first().stream().map(Throwable::getMessage).toList());
    var kept = IntStream.builder();
    for (int i = 0; i < all.size(); i++) {
      Optional<String> refusal = predictor.refusal(all, i);
      if (refusal.isEmpty()) {
        kept.add(i);
        continue;
      }
      String reason =
          "%s: molecule %d (%s) %s"
              .formatted(file, places[i], all.molecule(i).formula(), refusal.get());
      if (!skipBad) {
        throw new IOException(reason + " (--skip-bad leaves it out)");
      }
      reasons.add(reason);
    }
    tell(reasons, bad.count() - bad.first().size() + reasons.size(), err);
    int[] which = kept.build().toArray();
    if (which.length == 0) {
      throw new IOException(file + ": it holds no molecule that can be predicted");
    }
    PackedMolecules molecules = all.select(which);
    return new PredictionTable(
        predictor.property(),
        molecules,
        IntStream.of(which).map(i -> places[i]).toArray(),
        predict(predictor, molecules, err),
        IntStream.range(0, which.length)
            .mapToDouble(i -> predictor.truth(molecules, i).orElse(Double.NaN))
            .toArray(),
        parts(run, molecules, err));
  }

  private static List<String> parts(Path run, PackedMolecules molecules, PrintWriter err) {
    try {
      return LearnedMolecules.parts(run, molecules);
    } catch (IOException e) {
      err.println("note: which molecules the network learned from is not known: " + e.getMessage());
      return List.of();
    }
  }

  /** The places of the molecules that can be read, among those that cannot. */
  private static int[] places(Path file) throws IOException {
    var bad = BadMolecules.skipped();
    var places = IntStream.builder();
    try (MoleculeReader reader = MoleculeFiles.open(file, bad, _ -> {})) {
      for (int read = 1; reader.next() != null; read++) {
        places.add(read + (int) bad.count());
      }
    }
    return places.build().toArray();
  }

  private static void tell(List<String> reasons, long count, PrintWriter err) {
    List<String> first = reasons.subList(0, Math.min(reasons.size(), BadMolecules.SHOWN));
    first.forEach(reason -> err.println("left out: " + reason));
    if (count > first.size()) {
      err.printf(Locale.ROOT, "left out: %,d more%n", count - first.size());
    }
  }

  private static double[] predict(
      MoleculePredictor predictor, PackedMolecules molecules, PrintWriter err) {
    if (molecules.size() < MANY) {
      return predictor.predict(molecules);
    }
    try (var progress = ProgressDisplay.begin(err, "predict", "molecules", molecules.size())) {
      return predictor.predict(molecules, progress::advanceTo);
    }
  }

  /** Prints a line for each molecule, and the mean absolute error. */
  @Override
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s (%s) in %s%s%n%n",
        property.id(),
        property.description(),
        property.unit(),
        property.relativeToAtoms() ? ", relative to free atoms" : "");
    boolean known = errors().findAny().isPresent();
    out.printf("%9s %6s  %-14s ", "molecule", "atoms", "formula");
    if (!parts.isEmpty()) {
      out.printf("%-10s ", "part");
    }
    out.printf("%14s", "predicted");
    out.println(known ? "%14s %14s".formatted("true", "error") : "");
    for (int i = 0; i < molecules.size(); i++) {
      out.printf(
          Locale.ROOT,
          "%9s %6d  %-14s ",
          name(i),
          molecules.atoms(i),
          molecules.molecule(i).formula());
      if (!parts.isEmpty()) {
        out.printf("%-10s ", parts.get(i));
      }
      out.printf(Locale.ROOT, "%14.6g", predicted[i]);
      out.println(
          Double.isNaN(truth[i])
              ? ""
              : String.format(Locale.ROOT, "%14.6g %14.6g", truth[i], predicted[i] - truth[i]));
    }
    printSummary(out);
  }

  /**
   * Prints the mean absolute error, where true values are known, and how many of the molecules the
   * network was trained and chosen with.
   */
  @Override
  public void printSummary(PrintWriter out) {
    OptionalDouble mean = errors().average();
    if (mean.isPresent()) {
      out.printf(
          Locale.ROOT,
          "%nmean absolute error %.4g %s over %s%n",
          mean.getAsDouble(),
          property.unit(),
          Count.of(errors().count(), "molecule"));
    }
    long learned = count("train");
    long validated = count("validation");
    if (learned + validated > 0) {
      out.printf(
          Locale.ROOT,
          "the network learned from %,d of these molecules, and %,d chose its best epoch%n",
          learned,
          validated);
    }
  }

  private long count(String part) {
    return parts.stream().filter(part::equals).count();
  }

  /** Writes a line for each molecule; true values and parts that are not known are empty. */
  @Override
  public void writeCsv(OutputStream out) throws IOException {
    var text = new StringBuilder("molecule,atoms,formula,predicted,true,unit,part\n");
    for (int i = 0; i < molecules.size(); i++) {
      text.append(
              String.join(
                  ",",
                  name(i),
                  String.valueOf(molecules.atoms(i)),
                  molecules.molecule(i).formula(),
                  String.valueOf(predicted[i]),
                  Double.isNaN(truth[i]) ? "" : String.valueOf(truth[i]),
                  property.unit(),
                  parts.isEmpty() ? "" : parts.get(i)))
          .append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Map<String, Object>> rows() {
    return IntStream.range(0, molecules.size()).mapToObj(this::row).toList();
  }

  private Map<String, Object> row(int i) {
    var row = new HashMap<String, Object>();
    row.put("molecule", name(i));
    row.put("atoms", molecules.atoms(i));
    row.put("formula", molecules.molecule(i).formula());
    row.put("property", property.id());
    row.put("unit", property.unit());
    row.put("predicted", predicted[i]);
    if (!Double.isNaN(truth[i])) {
      row.put("true", truth[i]);
    }
    if (!parts.isEmpty()) {
      row.put("part", parts.get(i));
    }
    return row;
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
