package org.noether.learning.molecule;

import java.util.Arrays;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * What networks know of each atom: for each species s the numbers (1, c, c^2) if the atom is of s
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
        throw new IllegalArgumentException(
            "an atom of atomic number %d, but the network knows %s"
                .formatted(charges[atom], Arrays.toString(species)));
      }
      double charge = charges[atom] / largest;
      for (int power = 0; power < POWERS; power++) {
        features[atom * size() + which * POWERS + power] = Math.pow(charge, power);
      }
    }
    return features;
  }
}
