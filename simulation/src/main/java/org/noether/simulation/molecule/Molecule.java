package org.noether.simulation.molecule;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A molecule as it was read.
 *
 * @param gdbIndex its number in the database GDB-9, from 1; 0 if the file gives none
 * @param charges atomic number of each atom (must not be modified)
 * @param positions x, y, z of each atom in turn, in Angstrom (must not be modified)
 * @param properties scalar properties by name, in the file's units
 */
public record Molecule(
    int gdbIndex, int[] charges, double[] positions, Map<String, Double> properties) {
  /**
   * Copies the properties, but not the arrays.
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
    for (int charge : charges) {
      counts.merge(Elements.symbol(charge), 1, Integer::sum);
    }
    var first = counts.containsKey("C") ? List.of("C", "H") : List.<String>of();
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingInt(count ->
                first.contains(count.getKey()) ? first.indexOf(count.getKey()) : first.size()))
        .map(count -> count.getKey() + (count.getValue() == 1 ? "" : count.getValue()))
        .collect(Collectors.joining());
  }
}
