package org.noether.learning.task.molecule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.noether.simulation.molecule.AtomReferences;
import org.noether.simulation.molecule.MoleculePool;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.PackedMolecules;

/** Doubts that an energy of QM9 is in Hartree where nobody said so. */
final class UnitCheck {
  /**
   * No energy of QM9's orbitals, gap or vibrations reaches one Hartree; in eV they do. (Total
   * energies are compared with those of the free atoms, of which bonds are some per cent.)
   */
  private static final double LARGEST = 1;

  private UnitCheck() {}

  /** Returns what to tell the user, if the values look like another unit. */
  static Optional<String> of(MoleculePool pool, MoleculeProperty property) {
    Optional<double[]> values = pool.molecules().property(property.id());
    if (!property.fileUnit().equals("Hartree") || values.isEmpty()) {
      return Optional.empty();
    }
    double[] known = Arrays.stream(values.get()).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double median = Math.abs(known[known.length / 2]);
    if (median <= LARGEST * scale(pool, property)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s is taken to be in Hartree, but its values from %.5g to %.5g look like eV; if they"
                + " are, give --units eV",
            property.id(),
            known[0],
            known[known.length - 1]));
  }

  /** Returns twice the largest energy of the first molecules' free atoms, or else 1. */
  private static double scale(MoleculePool pool, MoleculeProperty property) {
    if (!property.relativeToAtoms() || property.id().equals("zpve")) {
      return 1;
    }
    return 2 * Math.max(1, atoms(pool, property).orElse(1));
  }

  private static OptionalDouble atoms(MoleculePool pool, MoleculeProperty property) {
    PackedMolecules molecules = pool.molecules();
    AtomReferences references = pool.references();
    return IntStream.range(0, molecules.size())
        .mapToDouble(i ->
            Arrays.stream(molecules.charges(), molecules.offsets()[i], molecules.offsets()[i + 1])
                .filter(element -> references.has(property, element))
                .mapToDouble(element -> Math.abs(references.value(property, element)))
                .sum())
        .max();
  }
}
