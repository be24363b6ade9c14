package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.noether.simulation.io.FormatException;

/**
 * Packs molecules while they are read. At most {@link Limits#PROPERTIES} properties are kept, and
 * beyond them those of QM9.
 */
final class MoleculePacker {
  private static final int FIRST_MOLECULES = 1024;
  private static final int FIRST_ATOMS = 1 << 14;

  private final String source;
  private final Map<String, double[]> properties = new LinkedHashMap<>();
  private int[] offsets = new int[FIRST_MOLECULES + 1];
  private int[] gdbIndices = new int[FIRST_MOLECULES];
  private int[] charges = new int[FIRST_ATOMS];
  private double[] positions = new double[3 * FIRST_ATOMS];
  private int molecules;

  /** Packs the molecules of {@code source}. */
  MoleculePacker(String source) {
    this.source = source;
  }

  /**
   * Adds a molecule behind the others.
   *
   * @throws FormatException if there are too many atoms or values of properties now
   */
  void add(Molecule molecule) throws FormatException {
    int begin = offsets[molecules];
    int end = begin + molecule.atoms();
    if (end > Limits.TOTAL_ATOMS) {
      throw FormatException.wholeFile(
          source, "it has more than the %d atoms allowed".formatted(Limits.TOTAL_ATOMS));
    }
    requireValues(properties.size());
    if (molecules == gdbIndices.length) {
      gdbIndices = Arrays.copyOf(gdbIndices, 2 * molecules);
      offsets = Arrays.copyOf(offsets, 2 * molecules + 1);
      properties.replaceAll((_, column) -> resized(column, 2 * molecules));
    }
    if (end > charges.length) {
      int capacity = Math.max(end, charges.length + (charges.length >> 1));
      charges = Arrays.copyOf(charges, capacity);
      positions = Arrays.copyOf(positions, 3 * capacity);
    }
    System.arraycopy(molecule.charges(), 0, charges, begin, end - begin);
    System.arraycopy(molecule.positions(), 0, positions, 3 * begin, 3 * (end - begin));
    gdbIndices[molecules] = molecule.gdbIndex();
    for (var property : molecule.properties().entrySet()) {
      String name = property.getKey();
      if (isKept(name)) {
        if (!properties.containsKey(name)) {
          requireValues(properties.size() + 1);
        }
        properties
                .computeIfAbsent(name, _ -> resized(new double[0], gdbIndices.length))[molecules] =
            property.getValue();
      }
    }
    molecules++;
    offsets[molecules] = end;
  }

  /**
   * All molecules so far.
   *
   * @throws FormatException if there is none
   */
  PackedMolecules pack() throws FormatException {
    if (molecules == 0) {
      throw FormatException.wholeFile(source, "it holds no molecule that can be read");
    }
    int atoms = offsets[molecules];
    var columns = new LinkedHashMap<String, double[]>();
    properties.forEach((name, column) -> columns.put(name, resized(column, molecules)));
    return new PackedMolecules(
        Arrays.copyOf(offsets, molecules + 1),
        Arrays.copyOf(charges, atoms),
        Arrays.copyOf(positions, 3 * atoms),
        Arrays.copyOf(gdbIndices, molecules),
        columns);
  }

  private boolean isKept(String name) {
    return properties.containsKey(name)
        || properties.size() < Limits.PROPERTIES
        || Qm9Property.of(name).isPresent();
  }

  private void requireValues(int columns) throws FormatException {
    if ((molecules + 1L) * columns > Limits.PROPERTY_VALUES) {
      throw FormatException.wholeFile(
          source,
          "%d molecules of it have %d properties; at most %d values are allowed"
              .formatted(molecules + 1, columns, Limits.PROPERTY_VALUES));
    }
  }

  /** A copy of a column with another length; NaN where nothing was set. */
  private static double[] resized(double[] column, int length) {
    double[] copy = Arrays.copyOf(column, length);
    if (length > column.length) {
      Arrays.fill(copy, column.length, length, Double.NaN);
    }
    return copy;
  }
}
