package org.noether.simulation.molecule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A molecule as it was read.
 *
 * @param gdbIndex its number in the database GDB-9, from 1; 0 if the file gives none
 * @param charges atomic number of each atom (not to be changed)
 * @param positions x, y, z of each atom in turn, in Angstrom (not to be changed)
 * @param properties scalar properties by name, in the file's units
 */
public record Molecule(
    int gdbIndex, int[] charges, double[] positions, Map<String, Double> properties) {
  private static final int CARBON = 6;
  private static final int HYDROGEN = 1;

  /**
   * Keeps the arrays and copies the properties.
   *
   * @throws IllegalArgumentException if there is no atom, an atomic number belongs to no element,
   *     or there are not three coordinates for each atom
   */
  public Molecule {
    if (charges.length == 0 || positions.length != 3 * charges.length) {
      throw new IllegalArgumentException(
          "%d atoms with %d coordinates are no molecule"
              .formatted(charges.length, positions.length));
    }
    for (int charge : charges) {
      Elements.symbol(charge);
    }
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  /** Number of atoms. */
  public int atoms() {
    return charges.length;
  }

  /** The molecular formula in Hill's order: carbon, hydrogen, then the others by symbol. */
  public String formula() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    var formula = new StringBuilder();
    for (int charge : charges) {
      counts.merge(Elements.symbol(charge), 1, Integer::sum);
    }
    if (counts.containsKey(Elements.symbol(CARBON))) {
      append(formula, counts, Elements.symbol(CARBON));
      append(formula, counts, Elements.symbol(HYDROGEN));
    }
    while (!counts.isEmpty()) {
      append(formula, counts, counts.firstKey());
    }
    return formula.toString();
  }

  private static void append(
      StringBuilder formula, SortedMap<String, Integer> counts, String symbol) {
    Integer count = counts.remove(symbol);
    if (count != null) {
      formula.append(symbol).append(count == 1 ? "" : count);
    }
  }
}
