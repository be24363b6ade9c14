package org.noether.reports.task.molecule;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.noether.learning.task.molecule.MoleculePredictor;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.MoleculeReader;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * The molecules of a file that a network predicts.
 *
 * @param molecules at least one
 * @param places of each in the file, from 1
 */
public record PredictedMolecules(PackedMolecules molecules, int[] places) {

  /**
   * Reads a file.
   *
   * @param skipBad whether molecules that cannot be read or predicted are left out, or else refused
   * @param err is told which are left out
   * @throws IOException if the file cannot be read, none of its molecules is left, or one is
   *     refused
   */
  static PredictedMolecules read(
      Path file, MoleculePredictor predictor, boolean skipBad, PrintWriter err) throws IOException {
    var bad = skipBad ? BadMolecules.skipped() : BadMolecules.refused();
    PackedMolecules all = MoleculeFiles.readAll(file, bad, _ -> {});
    int[] places = bad.count() == 0 ? IntStream.rangeClosed(1, all.size()).toArray() : places(file);
    var reasons = new ArrayList<>(bad.first().stream().map(Throwable::getMessage).toList());
    var kept = new ArrayList<Integer>();
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
    if (kept.isEmpty()) {
      throw new IOException(file + ": it holds no molecule that can be predicted");
    }
    int[] which = kept.stream().mapToInt(Integer::intValue).toArray();
    return new PredictedMolecules(
        all.select(which), IntStream.of(which).map(i -> places[i]).toArray());
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
}
