package org.noether.learning.task.molecule.network;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * The input features of an atom: for each species the numbers (1, c, c^2) if the atom belongs to it
 * and 0 otherwise, where c is its charge over the largest one (Anderson et al. 2019, Cormorant).
 *
 * @param species atomic numbers that are told apart, ascending
 */
public record AtomFeatures(int[] species) {
  private static final int POWERS = 3;

  /** Copies the species. */
  public AtomFeatures {
    species = species.clone();
  }

  /** Returns how many numbers describe an atom. */
  public int size() {
    return POWERS * species.length;
  }

  /**
   * Returns the features of all atoms, of shape (atoms, size).
   *
   * @throws IllegalArgumentException if an atom is of another species
   */
  public double[] of(PackedMolecules molecules) {
    int[] charges = molecules.charges();
    double largest = species[species.length - 1];
    double[] features = new double[Math.multiplyExact(charges.length, size())];
    for (int atom = 0; atom < charges.length; atom++) {
      int which = Arrays.binarySearch(species, charges[atom]);
      if (which < 0) {
        throw new IllegalArgumentException(unknown(molecules, atom));
      }
      double charge = charges[atom] / largest;
      for (int power = 0; power < POWERS; power++) {
        features[atom * size() + which * POWERS + power] = Math.pow(charge, power);
      }
    }
    return features;
  }

  private String unknown(PackedMolecules molecules, int atom) {
    int found = Arrays.binarySearch(molecules.offsets(), atom);
    int molecule = found < 0 ? -found - 2 : found;
    return "molecule %d (%s) has an atom of %s, but the network knows only %s"
        .formatted(
            molecule + 1,
            molecules.molecule(molecule).formula(),
            Elements.symbol(molecules.charges()[atom]),
            Arrays.stream(species).mapToObj(Elements::symbol).collect(Collectors.joining(", ")));
  }
}
