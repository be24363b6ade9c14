package org.noether.simulation.array;

import io.jhdf.api.Node;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.noether.simulation.io.FormatException;

/** Copies all arrays of numbers from file to file. */
public final class ArrayCopy {
  /** Beside the numbers, what jHDF makes of them to write them. */
  private static final int COPIES = 2;

  private ArrayCopy() {}

  /**
   * Reads all arrays, with what an HDF5 file says of each. Single precision and 32-bit integers
   * stay what they are; other numbers become doubles.
   *
   * @throws IOException if one cannot be read, or all do not fit into memory
   */
  public static List<Hdf5Output.Output> arrays(ArrayFile file) throws IOException {
    var arrays = new ArrayList<Hdf5Output.Output>();
    long size = 0;
    for (String name : file.names()) {
      size += file.array(name).size();
    }
    NumericArray.demandMemory(file.source(), COPIES * size);
    for (String name : file.names()) {
      arrays.add(
          new Hdf5Output.Output(name, Nested.read(file.array(name)), attributes(file, name)));
    }
    if (arrays.isEmpty()) {
      throw FormatException.wholeFile(file.source(), "it holds no array of numbers");
    }
    return arrays;
  }

  /** What an HDF5 file says of itself in numbers and texts; of others nothing. */
  public static Map<String, Object> attributes(ArrayFile file) throws IOException {
    return attributes(file, "");
  }

  private static Map<String, Object> attributes(ArrayFile file, String name) throws IOException {
    var plain = new LinkedHashMap<String, Object>();
    if (file instanceof Hdf5File hdf) {
      Node node = hdf.node(name);
      Hdf5File.guarded(file.source(), node::getAttributes)
          .forEach((key, attribute) -> {
            Object value = attribute.getData();
            if (value instanceof BigInteger unsigned) {
              plain.put(key, number(unsigned));
            } else if (value instanceof Number || value instanceof String) {
              plain.put(key, value);
            }
          });
    }
    return plain;
  }

  /** An unsigned 64-bit integer, which jHDF does not write, as a signed one if it is one. */
  private static Number number(BigInteger unsigned) {
    if (unsigned.bitLength() < Long.SIZE) {
      return unsigned.longValueExact();
    }
    return unsigned.doubleValue();
  }

  /**
   * Compresses an HDF5 file, replacing it atomically.
   *
   * @param level level of gzip, 1 to 9
   * @throws IOException if it cannot be read or written, or does not fit into memory
   */
  public static void compress(Path file, int level) throws IOException {
    List<Hdf5Output.Output> arrays;
    Map<String, Object> attributes;
    try (Hdf5File hdf = Hdf5File.open(file)) {
      arrays = arrays(hdf);
      attributes = attributes(hdf);
    }
    Hdf5Output.write(file, attributes, arrays, OptionalInt.of(level));
  }
}
