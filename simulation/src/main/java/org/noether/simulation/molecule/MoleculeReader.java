package org.noether.simulation.molecule;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.FormatException;

/** Molecules one after the other. Not thread-safe. */
public interface MoleculeReader extends Closeable {
  /**
   * The next molecule, or null after the last one.
   *
   * @throws FormatException if there is none that can be read, and {@link BadMolecules} are refused
   *     or the file as a whole is damaged
   * @throws IOException if the file cannot be read
   */
  @Nullable Molecule next() throws IOException;

  /** The format of the file, to be shown. */
  String format();
}
