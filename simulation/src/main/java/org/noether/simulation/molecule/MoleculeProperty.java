package org.noether.simulation.molecule;

/** A number that describes a molecule and can be learned: one of QM9's, or any other of a file. */
public interface MoleculeProperty {
  /** The name in files. */
  String id();

  /** The unit in files, empty if it is not known. */
  String fileUnit();

  /** The unit of errors and predictions, empty if it is not known. */
  String unit();

  /** One {@link #fileUnit()} in {@link #unit()}. */
  double factor();

  /** Whether the values of the free atoms are subtracted ({@link AtomReferences}). */
  boolean relativeToAtoms();

  /** The unit of the values of free atoms in {@link #unit()}. */
  default double referenceFactor() {
    return factor();
  }

  /** A description. */
  String description();
}
