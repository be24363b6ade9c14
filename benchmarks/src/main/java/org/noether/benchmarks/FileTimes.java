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
 * <p>Arguments: the file; of an HDF5 file with an array zs, {@code array} to read it into one array
 * as h5py does, or {@code rows} for an array for each system; {@code molecules} for a file of
 * molecules; and the number of repetitions.
 */
public final class FileTimes {
  private FileTimes() {}

  /** Runs the repetitions. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    String what = arguments[1];
    if (!what.equals("molecules")) {
      try (var hdf = Hdf5File.open(file)) {
        hdf.names();
      }
    }
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      long start = System.nanoTime();
      long read = read(file, what);
      System.out.println((System.nanoTime() - start) * 1e-9);
      if (read == 0) {
        throw new IllegalStateException(file + " is empty");
      }
    }
  }

  private static long read(Path file, String what) throws IOException {
    if (what.equals("molecules")) {
      return MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {}).size();
    }
    try (var hdf = Hdf5File.open(file)) {
      var zs = hdf.array("zs");
      return what.equals("rows") ? zs.rows(1).length : zs.values().length;
    }
  }
}
