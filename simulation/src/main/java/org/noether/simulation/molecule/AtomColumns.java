package org.noether.simulation.molecule;

/**
 * Where an atom's line holds what.
 *
 * @param element column of the element's symbol or atomic number
 * @param position first of the three columns of the position
 * @param columns how many columns there are at least
 * @param exact whether there may be no more
 */
record AtomColumns(int element, int position, int columns, boolean exact) {
  /** Element, x, y, z, and whatever follows. */
  static final AtomColumns PLAIN = new AtomColumns(0, 1, 4, false);

  /** Element, x, y, z and the Mulliken charge. */
  static final AtomColumns GDB9 = new AtomColumns(0, 1, 5, true);

  private static final int MAX_COLUMNS = 1024;
  private static final int DIMENSIONS = 3;

  /**
   * Reads what extended XYZ calls {@code Properties}: triples of name, type (S, R, I or L) and
   * number of columns, as in {@code species:S:1:pos:R:3}. The element is called {@code species}, or
   * {@code Z} or {@code numbers} where it is an atomic number.
   *
   * @throws IllegalArgumentException if there are no such triples, or the element or the position
   *     is missing
   */
  static AtomColumns parse(String properties) {
    String[] parts = properties.split(":", -1);
    if (parts.length % 3 != 0) {
      throw refused(properties, "is not made of triples NAME:TYPE:COLUMNS");
    }
    int element = -1;
    int position = -1;
    int columns = 0;
    for (int i = 0; i < parts.length; i += 3) {
      String name = parts[i];
      String type = parts[i + 1];
      int count = Fields.natural(parts[i + 2]);
      if (!type.matches("[SRIL]") || count < 1 || count > MAX_COLUMNS) {
        throw refused(
            properties, "has a triple that is not NAME:TYPE:COLUMNS with type S, R, I, L");
      }
      if (name.equals("pos") && type.equals("R") && count == DIMENSIONS) {
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
    return new AtomColumns(element, position, columns, true);
  }

  private static boolean isElement(String name, String type) {
    return switch (name) {
      case "species" -> type.equals("S");
      case "Z", "numbers" -> type.equals("I");
      default -> false;
    };
  }

  private static IllegalArgumentException refused(String properties, String reason) {
    return new IllegalArgumentException(
        "Properties=" + LineSource.quoted(properties) + " " + reason);
  }
}
