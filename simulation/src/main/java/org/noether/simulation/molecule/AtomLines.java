package org.noether.simulation.molecule;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The atoms of one molecule while they are read. Memory grows with what is there, not promised. */
final class AtomLines {
  private static final int FIRST_CAPACITY = 32;

  private final int atoms;
  private int[] charges;
  private double[] positions;

  /** Expects so many atoms. */
  AtomLines(int atoms) {
    this.atoms = atoms;
    int capacity = Math.min(atoms, FIRST_CAPACITY);
    charges = new int[capacity];
    positions = new double[3 * capacity];
  }

  /**
   * Reads one line for each atom.
   *
   * @throws MoleculeFormatException at the first that is none
   */
  void read(LineSource lines, AtomColumns columns) throws IOException {
    for (int atom = 0; atom < atoms; atom++) {
      String line = lines.require("atom %d of %d".formatted(atom + 1, atoms));
      if (atom == charges.length) {
        int capacity = Math.min(atoms, 2 * atom);
        charges = Arrays.copyOf(charges, capacity);
        positions = Arrays.copyOf(positions, 3 * capacity);
      }
      readAtom(lines, Fields.of(line), columns, atom);
    }
  }

  int[] charges() {
    return charges;
  }

  double[] positions() {
    return positions;
  }

  private void readAtom(LineSource lines, List<String> fields, AtomColumns columns, int atom)
      throws MoleculeFormatException {
    boolean fits =
        columns.exact() ? fields.size() == columns.columns() : fields.size() >= columns.columns();
    if (!fits) {
      throw lines.bad(
          "atom %d of %d needs %d fields; here are %d"
              .formatted(atom + 1, atoms, columns.columns(), fields.size()));
    }
    charges[atom] = element(lines, fields.get(columns.element()));
    for (int axis = 0; axis < 3; axis++) {
      positions[3 * atom + axis] = coordinate(lines, fields.get(columns.position() + axis));
    }
  }

  private static int element(LineSource lines, String text) throws MoleculeFormatException {
    int number = Elements.atomicNumber(text);
    if (number == 0) {
      number = Fields.natural(text);
    }
    if (number < 1 || number > Elements.MAX_ATOMIC_NUMBER) {
      throw lines.bad(LineSource.quoted(text) + " is not an element");
    }
    return number;
  }

  private static double coordinate(LineSource lines, String text) throws MoleculeFormatException {
    OptionalDouble value = Fields.real(text);
    if (value.isEmpty() || Math.abs(value.getAsDouble()) > Limits.COORDINATE) {
      throw lines.bad(
          "%s is not a coordinate of at most %s Angstrom"
              .formatted(LineSource.quoted(text), Limits.COORDINATE));
    }
    return value.getAsDouble();
  }
}
