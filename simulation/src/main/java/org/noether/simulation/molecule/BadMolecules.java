package org.noether.simulation.molecule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.simulation.io.Count;
import org.noether.simulation.io.FormatException;

/**
 * What a reader does with molecules that it cannot read: refuse the file at the first one, or skip
 * and count them. It also counts what is ignored of those that can be read. Damage to a file as a
 * whole, such as an archive that was cut off, is never skipped. Not thread-safe.
 */
public final class BadMolecules {
  /** How many of the bad molecules are kept to be shown. */
  public static final int SHOWN = 10;

  private final boolean skip;
  private final List<FormatException> first = new ArrayList<>();
  private long count;
  private long cells;

  private BadMolecules(boolean skip) {
    this.skip = skip;
  }

  /** Refuses a file at its first bad molecule. */
  public static BadMolecules refused() {
    return new BadMolecules(false);
  }

  /** Skips and counts bad molecules. */
  public static BadMolecules skipped() {
    return new BadMolecules(true);
  }

  /** Whether they are skipped, not refused. */
  public boolean skips() {
    return skip;
  }

  /** How many were skipped. */
  public long count() {
    return count;
  }

  /** The first {@value #SHOWN} that were skipped, with the reasons. */
  public List<FormatException> first() {
    return List.copyOf(first);
  }

  /** What was left out of molecules that were read, in a sentence, if anything. */
  public Optional<String> ignored() {
    return cells == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the periodic cells (Lattice, pbc) of %s are ignored; they are taken to"
                    + " stand alone",
                Count.of(cells, "molecule")));
  }

  /** Counts a molecule with a periodic cell. */
  void addCell() {
    cells++;
  }

  /** Records a bad molecule, or throws it if it is not to be skipped. */
  void add(FormatException bad) throws FormatException {
    if (!skip || bad.line() == FormatException.WHOLE_FILE) {
      throw bad;
    }
    count++;
    if (first.size() < SHOWN) {
      first.add(bad);
    }
  }
}
