package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Pickles;

/** Opens files of arrays by what they begin with. */
public final class ArrayFiles {
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] NPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private ArrayFiles() {}

  /**
   * Opens a file, or a folder of files {@code .npy}, {@code .csv} or {@code .h5md}.
   *
   * @throws FormatException if it is of no known format
   * @throws IOException if it cannot be read
   */
  public static ArrayFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Optional<ArrayFile> known = openKnown(file);
    if (known.isEmpty()) {
      throw FormatException.wholeFile(
          file.toString(),
          "it is neither HDF5 nor NumPy's .npz or .npy, nor .csv, nor a folder of .npy, .csv or"
              + " .h5md");
    }
    return known.get();
  }

  /**
   * Opens a file if it is of a known format.
   *
   * @throws FormatException if it is a pickle of Python
   * @throws IOException if it cannot be read
   */
  public static Optional<ArrayFile> openKnown(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return folder(file);
    }
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Pickles.refuse(file);
    if (begins(file, NPY)) {
      return Optional.of(NumpyFile.plain(file));
    }
    if (begins(file, ZIP)) {
      return withArrays(NumpyFile.archive(file));
    }
    if (CsvFile.recognises(file)) {
      return Optional.of(CsvFile.read(file));
    }
    if (SafetensorsArrays.recognises(file)) {
      return Optional.of(SafetensorsArrays.read(file));
    }
    return begins(file, HDF5) || file.toString().matches("(?i).*\\.(h5|hdf5|h5md)")
        ? Optional.of(Hdf5File.open(file))
        : Optional.empty();
  }

  private static Optional<ArrayFile> folder(Path folder) throws IOException {
    Optional<ArrayFile> found = withArrays(NumpyFile.plain(folder));
    if (found.isEmpty()) {
      found = CsvFile.folder(folder).map(ArrayFile.class::cast);
    }
    return found.isEmpty() ? H5mdFile.folder(folder).map(ArrayFile.class::cast) : found;
  }

  private static Optional<ArrayFile> withArrays(NumpyFile file) throws IOException {
    if (file.isEmpty()) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(file);
  }

  private static boolean begins(Path file, byte[] magic) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(magic.length), magic);
    }
  }
}
