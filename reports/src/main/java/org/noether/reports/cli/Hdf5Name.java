package org.noether.reports.cli;

import java.nio.file.Path;
import java.util.Locale;

/** Names of HDF5 files: another ending would promise another format. */
final class Hdf5Name {
  private Hdf5Name() {}

  /**
   * Returns the file.
   *
   * @throws IllegalArgumentException if its name does not end as those of HDF5 files do
   */
  static Path demand(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(h5|hdf5|hdf|he5)")) {
      throw new IllegalArgumentException(
          "--out %s: the file is written as HDF5; give it a name that ends in .h5".formatted(file));
    }
    return file;
  }
}
