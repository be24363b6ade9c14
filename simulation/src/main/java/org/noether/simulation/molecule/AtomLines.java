package org.noether.simulation.molecule;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.noether.simulation.io.Decimals;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.LineSource;

/**
 * Reads the atoms of one molecule. Memory grows with the lines read, not with the announced number.
 */
final class AtomLines {
  private static final int FIRST_CAPACITY = 32;

  private final int atoms;
  private int[] charges;
  private double[] positions;

  /** Expects {@code atoms} lines. */
  AtomLines(int atoms) {
    this.atoms = atoms;
    int capacity = Math.min(atoms, FIRST_CAPACITY);
    charges = new int[capacity];
    positions = new double[3 * capacity];
  }

  /**
   * Reads one line for each atom.
   *
   * @throws FormatException at the first that is none
   */
  void read(LineSource lines, Columns columns) throws IOException {
    for (int atom = 0; atom < atoms; atom++) {
      String line = lines.next();
      if (line == null) {
        throw lines.missing("atom %d of %d".formatted(atom + 1, atoms));
      }
      if (atom == charges.length) {
        int capacity = Math.min(atoms, 2 * atom);
        charges = Arrays.copyOf(charges, capacity);
        positions = Arrays.copyOf(positions, 3 * capacity);
      }
      if (!readPlain(line, columns, atom)) {
        readAtom(lines, Fields.of(line), columns, atom);
      }
    }
  }

  int[] charges() {
    return charges;
  }

  double[] positions() {
    return positions;
  }

  /**
   * Reads a line as most are: a symbol, and numbers without the exponents of Fortran.
   *
   * @return false if it is another, of which nothing is known then
   */
  private boolean readPlain(String line, Columns columns, int atom) {
    int length = line.length();
    int field = 0;
    for (int at = 0; at < length; field++) {
      while (at < length && line.charAt(at) <= ' ') {
        at++;
      }
      if (at == length) {
        break;
      }
      int begin = at;
      while (at < length && line.charAt(at) > ' ') {
        at++;
      }
      int axis = field - columns.position();
      if (field == columns.element()) {
        charges[atom] = Elements.atomicNumber(line, begin, at);
        if (charges[atom] == 0) {
          return false;
        }
      } else if (axis >= 0 && axis < 3) {
        double value = Decimals.plainReal(line, begin, at);
        if (!(Math.abs(value) <= Limits.COORDINATE)) {
          return false;
        }
        positions[3 * atom + axis] = value;
      }
    }
    return columns.exact() ? field == columns.columns() : field >= columns.columns();
  }

  private void readAtom(LineSource lines, List<String> fields, Columns columns, int atom)
      throws FormatException {
    boolean fits =
        columns.exact() ? fields.size() == columns.columns() : fields.size() >= columns.columns();
    if (!fits) {
      throw lines.bad(
          "atom %d of %d needs %d fields%s; here are %d"
              .formatted(atom + 1, atoms, columns.columns(), columns.described(), fields.size()));
    }
    charges[atom] = element(lines, fields.get(columns.element()));
    for (int axis = 0; axis < 3; axis++) {
      positions[3 * atom + axis] = coordinate(lines, fields.get(columns.position() + axis));
    }
  }

  private static int element(LineSource lines, String text) throws FormatException {
    int number = Elements.ofAnyCase(text);
    if (number == 0) {
      number = Fields.natural(text);
    }
    if (number < 1 || number > Elements.MAX_ATOMIC_NUMBER) {
      throw lines.bad(
          LineSource.quoted(text)
              + " is not an element; write its symbol without labels, such as C, or its number");
    }
    return number;
  }

  private static double coordinate(LineSource lines, String text) throws FormatException {
    OptionalDouble value = Decimals.real(text);
    if (value.isEmpty() || Math.abs(value.getAsDouble()) > Limits.COORDINATE) {
      throw lines.bad(
          "%s is not a coordinate of at most %s Angstrom"
              .formatted(LineSource.quoted(text), Limits.COORDINATE));
    }
    return value.getAsDouble();
  }

  /**
   * The columns of an atom's line.
   *
   * @param element column of the element's symbol or atomic number
   * @param position first of the three columns of the position
   * @param columns how many columns there are at least
   * @param exact whether there may be no more
   * @param described what says so, for messages
   */
  record Columns(int element, int position, int columns, boolean exact, String described) {
    /** Element, x, y, z, and whatever follows. */
    static final Columns PLAIN = new Columns(0, 1, 4, false, "");

    /** Element, x, y, z and the Mulliken charge. */
    static final Columns GDB9 = new Columns(0, 1, 5, true, "");

    private static final int MAX_COLUMNS = 1024;
    private static final int DIMENSIONS = 3;

    /**
     * Reads what extended XYZ calls {@code Properties}: triples of name, type (S, R, I or L) and
     * number of columns, as in {@code species:S:1:pos:R:3}. The element is called {@code species},
     * or {@code Z} or {@code numbers} where it is an atomic number; all in any case. Columns beyond
     * those that are named are ignored, as ASE does.
     *
     * @throws IllegalArgumentException if there are no such triples, or the element or the position
     *     is missing
     */
    static Columns parse(String properties) {
      String[] parts = properties.split(":", -1);
      if (parts.length % 3 != 0) {
        throw refused(properties, "is not made of triples NAME:TYPE:COLUMNS");
      }
      int element = -1;
      int position = -1;
      int columns = 0;
      for (int i = 0; i < parts.length; i += 3) {
        String name = parts[i];
        String type = parts[i + 1].toUpperCase(Locale.ROOT);
        int count = Fields.natural(parts[i + 2]);
        if (!type.matches("[SRIL]") || count < 1 || count > MAX_COLUMNS) {
          throw refused(
              properties, "has a triple that is not NAME:TYPE:COLUMNS with type S, R, I, L");
        }
        if (name.equalsIgnoreCase("pos") && type.equals("R") && count == DIMENSIONS) {
          position = columns;
        } else if (count == 1 && isElement(name, type) && element < 0) {
          element = columns;
        }
        columns += count;
        if (columns > MAX_COLUMNS) {
          throw refused(properties, "has more than " + MAX_COLUMNS + " columns");
        }
      }
      if (element < 0 || position < 0) {
        throw refused(properties, "lacks " + (element < 0 ? "species:S:1" : "pos:R:3"));
      }
      return new Columns(element, position, columns, false, ", as Properties says");
    }

    private static boolean isElement(String name, String type) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "species" -> type.equals("S");
        case "z", "numbers" -> type.equals("I");
        default -> false;
      };
    }

    private static IllegalArgumentException refused(String properties, String reason) {
      return new IllegalArgumentException(
          "Properties=" + LineSource.quoted(properties) + " " + reason);
    }
  }
}
