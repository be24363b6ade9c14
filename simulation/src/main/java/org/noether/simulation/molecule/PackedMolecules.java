package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many molecules in a few arrays, without padding: molecule i owns the atoms from {@code
 * offsets[i]} up to {@code offsets[i + 1]}. The arrays are shared and must not be modified.
 *
 * @param offsets first atom of each molecule, then the number of all atoms
 * @param charges atomic number of each atom
 * @param positions x, y, z of each atom in turn, in Angstrom
 * @param gdbIndices number of each molecule in GDB-9, from 1; 0 where there is none
 * @param properties values for each molecule by name, in the file's units; NaN where there is none
 */
public record PackedMolecules(
    int[] offsets,
    int[] charges,
    double[] positions,
    int[] gdbIndices,
    Map<String, double[]> properties) {
  /**
   * Keeps the arrays.
   *
   * @throws IllegalArgumentException if their lengths or contents do not fit together
   */
  public PackedMolecules {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    int molecules = gdbIndices.length;
    require(offsets.length == molecules + 1 && offsets[0] == 0, "offsets do not begin at 0");
    for (int i = 0; i < molecules; i++) {
      require(offsets[i] < offsets[i + 1], "offsets do not ascend");
      require(gdbIndices[i] >= 0, "an index is negative");
    }
    require(offsets[molecules] == charges.length, "offsets do not end at the number of atoms");
    require(positions.length == 3L * charges.length, "there are not three coordinates each");
    for (int charge : charges) {
      require(charge >= 1 && charge <= Elements.MAX_ATOMIC_NUMBER, "an atomic number is none");
    }
    for (double coordinate : positions) {
      require(Math.abs(coordinate) <= Limits.COORDINATE, "a coordinate is out of range");
    }
    for (double[] column : properties.values()) {
      require(column.length == molecules, "a property has not one value for each molecule");
    }
  }

  /** Number of molecules. */
  public int size() {
    return gdbIndices.length;
  }

  /**
   * The values of a property: of that name, or else of the only name that differs in case alone.
   */
  public Optional<double[]> property(String name) {
    double[] column = properties.get(name);
    if (column != null) {
      return Optional.of(column);
    }
    List<double[]> similar =
        properties.entrySet().stream()
            .filter(each -> each.getKey().equalsIgnoreCase(name))
            .map(Map.Entry::getValue)
            .toList();
    return similar.size() == 1 ? Optional.of(similar.getFirst()) : Optional.empty();
  }

  /** Number of atoms of one molecule. */
  public int atoms(int molecule) {
    return offsets[molecule + 1] - offsets[molecule];
  }

  /** A copy of one molecule. */
  public Molecule molecule(int molecule) {
    int begin = offsets[molecule];
    int end = offsets[molecule + 1];
    var values = new LinkedHashMap<String, Double>();
    properties.forEach((name, column) -> {
      if (!Double.isNaN(column[molecule])) {
        values.put(name, column[molecule]);
      }
    });
    return new Molecule(
        gdbIndices[molecule],
        Arrays.copyOfRange(charges, begin, end),
        Arrays.copyOfRange(positions, 3 * begin, 3 * end),
        values);
  }

  /**
   * Some of these molecules, such as a batch, packed anew in the given order.
   *
   * @throws IndexOutOfBoundsException if there is no such molecule
   */
  public PackedMolecules select(int... molecules) {
    var selected = new int[molecules.length + 1];
    for (int i = 0; i < molecules.length; i++) {
      selected[i + 1] = selected[i] + atoms(molecules[i]);
    }
    var someCharges = new int[selected[molecules.length]];
    var somePositions = new double[3 * someCharges.length];
    for (int i = 0; i < molecules.length; i++) {
      int begin = offsets[molecules[i]];
      int atoms = atoms(molecules[i]);
      System.arraycopy(charges, begin, someCharges, selected[i], atoms);
      System.arraycopy(positions, 3 * begin, somePositions, 3 * selected[i], 3 * atoms);
    }
    var values = new LinkedHashMap<String, double[]>();
    properties.forEach((name, column) ->
        values.put(name, Arrays.stream(molecules).mapToDouble(i -> column[i]).toArray()));
    int[] indices = Arrays.stream(molecules).map(i -> gdbIndices[i]).toArray();
    return new PackedMolecules(selected, someCharges, somePositions, indices, values);
  }

  /** Whether two molecules have equal content. */
  boolean same(int a, int b) {
    Molecule first = molecule(a);
    Molecule second = molecule(b);
    return first.gdbIndex() == second.gdbIndex()
        && Arrays.equals(first.charges(), second.charges())
        && Arrays.equals(first.positions(), second.positions())
        && first.properties().equals(second.properties());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("these are no molecules: " + otherwise);
    }
  }
}
