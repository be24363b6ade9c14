package org.noether.simulation.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** QM9's list of molecules that failed its consistency check. */
final class Uncharacterized {
  private Uncharacterized() {}

  /** As {@link Qm9#uncharacterized}. */
  static BitSet read(Path file) throws IOException {
    var indices = new BitSet();
    try (var in = Files.newInputStream(file)) {
      var lines = new LineSource(in, file.toString());
      for (String line = lines.next(); line != null; line = lines.next()) {
        int index = index(lines, Fields.of(line));
        if (index > 0) {
          indices.set(index);
        }
      }
    }
    if (indices.isEmpty()) {
      throw MoleculeFormatException.wholeFile(
          file.toString(), "no line of it begins with a molecule's index");
    }
    return indices;
  }

  /** The index at the beginning of a line, or -1 if it is another line. */
  private static int index(LineSource lines, List<String> fields) throws MoleculeFormatException {
    int index = fields.isEmpty() ? -1 : Fields.natural(fields.getFirst());
    if (index > Qm9.MOLECULES || index == 0) {
      throw lines.bad(
          "QM9 has no molecule %d; its indices are 1 to %d".formatted(index, Qm9.MOLECULES));
    }
    if (fields.size() > 1 && fields.stream().allMatch(field -> Fields.natural(field) >= 0)) {
      throw lines.bad(
          "a line holds the index of one molecule; here are %d".formatted(fields.size()));
    }
    return index;
  }
}
