package org.noether.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeFiles;

/**
 * Times the reading of a file into memory that is new each time, and prints the seconds of each
 * repetition. Classes are loaded before, as h5py is before its file is read.
 *
 * <p>Arguments: the file, the name of an array of an HDF5 file or {@code molecules} for a file of
 * molecules, and the number of repetitions.
 */
public final class FileTimes {
  private FileTimes() {}

  /** Runs the repetitions. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    boolean molecules = arguments[1].equals("molecules");
    if (!molecules) {
      try (var hdf = Hdf5File.open(file)) {
        hdf.names();
      }
    }
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      long start = System.nanoTime();
      long read = molecules ? molecules(file) : numbers(file, arguments[1]);
      System.out.println((System.nanoTime() - start) * 1e-9);
      if (read == 0) {
        throw new IllegalStateException(file + " is empty");
      }
    }
  }

  private static long molecules(Path file) throws IOException {
    return MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {}).size();
  }

  private static long numbers(Path file, String name) throws IOException {
    try (var hdf = Hdf5File.open(file)) {
      double[][] rows = hdf.array(name).rows(1);
      return (long) rows.length * rows[0].length;
    }
  }
}
