package org.noether.simulation.molecule;

import org.jspecify.annotations.Nullable;

/** Molecules that are in memory already. */
final class PackedReader implements MoleculeReader {
  private final PackedMolecules molecules;
  private final String format;
  private int read;

  PackedReader(PackedMolecules molecules, String format) {
    this.molecules = molecules;
    this.format = format;
  }

  @Override
  public @Nullable Molecule next() {
    return read == molecules.size() ? null : molecules.molecule(read++);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public void close() {}
}
