package org.noether.simulation.molecule;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.noether.simulation.io.Printable;
import org.noether.simulation.registry.Spelling;

/**
 * Molecules divided into parts for training, validation and test, with their properties in the
 * paper's units. Statistics are those of the training molecules alone.
 */
public final class MoleculeDataset {
  /** The part to train on. */
  public static final String TRAIN = "train";

  private static final int[] QM9_SPECIES = {1, 6, 7, 8, 9};

  private final PackedMolecules molecules;
  private final AtomReferences references;
  private final Map<String, int[]> parts;
  private final int[] species;

  /**
   * Makes a data set.
   *
   * @param molecules the molecules
   * @param references what to subtract from {@link MoleculeProperty#relativeToAtoms()} properties
   * @param parts the molecules of each part, as indices; one part is {@link #TRAIN}
   * @throws IllegalArgumentException if there is no part for training
   */
  public MoleculeDataset(
      PackedMolecules molecules, AtomReferences references, Map<String, int[]> parts) {
    if (!parts.containsKey(TRAIN)) {
      throw new IllegalArgumentException("no part is called " + TRAIN + ": " + parts.keySet());
    }
    this.molecules = molecules;
    this.references = references;
    this.parts = new LinkedHashMap<>(parts);
    this.species = species(molecules);
  }

  /** The molecules of all parts, and any that belong to none. */
  public PackedMolecules molecules() {
    return molecules;
  }

  /** What is subtracted from {@link MoleculeProperty#relativeToAtoms()} properties. */
  public AtomReferences references() {
    return references;
  }

  /**
   * The molecules of one part, as indices, in random order.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public int[] part(String name) {
    int[] part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("no part is called " + name + ": " + parts.keySet());
    }
    return part.clone();
  }

  /**
   * The atomic numbers that one-hot features tell apart, ascending: those of QM9 (H, C, N, O, F),
   * whether or not all occur, and any other that does. So a network for QM9 fits any part of it.
   */
  public int[] species() {
    return species.clone();
  }

  /**
   * A property of all molecules in {@link MoleculeProperty#unit()}, less the values of their free
   * atoms if {@link MoleculeProperty#relativeToAtoms()}.
   *
   * @throws IllegalArgumentException if a molecule of any part has no such property, or one of its
   *     atoms no reference
   */
  public double[] targets(MoleculeProperty property) {
    if (molecules.property(property.id()).isEmpty()) {
      throw new IllegalArgumentException(
          "these molecules have no property %s; they have %s%s"
              .formatted(
                  property.id(),
                  Printable.of(molecules.properties().keySet().toString()),
                  Spelling.suggestion(property.id(), molecules.properties().keySet())));
    }
    var targets = new double[molecules.size()];
    Arrays.fill(targets, Double.NaN);
    for (int[] part : parts.values()) {
      for (int molecule : part) {
        targets[molecule] = target(property, molecule);
      }
    }
    return targets;
  }

  /**
   * The mean and spread of a property among the training molecules.
   *
   * @throws IllegalArgumentException as {@link #targets}, or if fewer than two molecules train
   */
  public TargetStatistics statistics(MoleculeProperty property) {
    double[] targets = targets(property);
    return TargetStatistics.of(Arrays.stream(train()).mapToDouble(i -> targets[i]).toArray());
  }

  /**
   * The mean and spread of the positions of the training molecules' atoms.
   *
   * @throws IllegalArgumentException if there are none
   */
  public PositionStatistics positionStatistics() {
    var mean = new double[3];
    long atoms = 0;
    for (int molecule : train()) {
      atoms += molecules.atoms(molecule);
      for (int at = begin(molecule); at < begin(molecule + 1); at++) {
        mean[at % 3] += molecules.positions()[at];
      }
    }
    if (atoms == 0) {
      throw new IllegalArgumentException("no molecule trains");
    }
    double total = 0;
    for (int axis = 0; axis < 3; axis++) {
      total += mean[axis];
      mean[axis] /= atoms;
    }
    double centre = total / (3 * atoms);
    double squares = 0;
    for (int molecule : train()) {
      for (int at = begin(molecule); at < begin(molecule + 1); at++) {
        double distance = molecules.positions()[at] - centre;
        squares += distance * distance;
      }
    }
    return new PositionStatistics(mean, Math.sqrt(squares / (3 * atoms - 1)));
  }

  private double target(MoleculeProperty property, int molecule) {
    return references
        .target(property, molecules, molecule)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "molecule %d (%s) has no property %s"
                    .formatted(
                        molecule + 1, molecules.molecule(molecule).formula(), property.id())));
  }

  private int[] train() {
    return Objects.requireNonNull(parts.get(TRAIN));
  }

  private int begin(int molecule) {
    return 3 * molecules.offsets()[molecule];
  }

  private static int[] species(PackedMolecules molecules) {
    var species = new TreeSet<Integer>();
    Arrays.stream(QM9_SPECIES).forEach(species::add);
    Arrays.stream(molecules.charges()).forEach(species::add);
    return species.stream().mapToInt(Integer::intValue).toArray();
  }
}
