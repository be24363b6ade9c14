package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.noether.simulation.io.FormatException;

/**
 * What is copied from file to file: all arrays of numbers, and what an HDF5 file says of them, of
 * its groups and of itself.
 *
 * @param arrays the arrays
 * @param attributes what is said of groups, by their paths, which is empty for the whole file
 * @param leftOut attributes that are neither numbers nor texts nor small arrays of these, or belong
 *     to a group without arrays, as {@code OBJECT@NAME}
 */
public record ArrayCopy(
    List<Hdf5Output.Output> arrays,
    Map<String, ? extends Map<String, ?>> attributes,
    List<String> leftOut) {
  /** Beside the numbers, what jHDF makes of them to write them. */
  private static final int COPIES = 2;

  /**
   * Reads all arrays. Single precision and 32-bit integers stay what they are; other numbers become
   * doubles.
   *
   * @throws IOException if one cannot be read, or all do not fit into memory
   */
  public static ArrayCopy of(ArrayFile file) throws IOException {
    List<String> names = file.names();
    long size = 0;
    for (String name : names) {
      size += file.array(name).size();
    }
    NumericArray.demandMemory(file.source(), COPIES * size);
    var leftOut = new ArrayList<String>();
    var groups = new LinkedHashMap<String, Map<String, Object>>();
    if (file instanceof Hdf5File hdf) {
      for (String group : hdf.groups()) {
        Map<String, Object> said = attributes(file, group, leftOut);
        if (group.isEmpty() || holdsArrays(group, names)) {
          groups.put(group, said);
        } else {
          said.keySet().forEach(name -> leftOut.add(path(group, name)));
        }
      }
    }
    var arrays = new ArrayList<Hdf5Output.Output>();
    for (String name : names) {
      arrays.add(
          new Hdf5Output.Output(
              name, Nested.read(file.array(name)), attributes(file, name, leftOut)));
    }
    if (arrays.isEmpty()) {
      throw FormatException.wholeFile(file.source(), "it holds no array of numbers");
    }
    return new ArrayCopy(arrays, groups, leftOut);
  }

  /** jHDF cannot write groups that hold nothing. */
  private static boolean holdsArrays(String group, List<String> arrays) {
    return arrays.stream().anyMatch(array -> array.startsWith(group + "/"));
  }

  private static Map<String, Object> attributes(ArrayFile file, String object, List<String> leftOut)
      throws IOException {
    if (!(file instanceof Hdf5File hdf)) {
      return Map.of();
    }
    Hdf5Attributes attributes = hdf.attributes(object);
    attributes.others.forEach(name -> leftOut.add(path(object, name)));
    return attributes.writable;
  }

  /**
   * The attributes of an HDF5 file, as {@code OBJECT@NAME}, or {@code NAME} if they are its own.
   */
  public static List<String> attributeNames(ArrayFile file) throws IOException {
    var names = new ArrayList<String>();
    if (file instanceof Hdf5File hdf) {
      for (List<String> objects : List.of(hdf.groups(), hdf.names())) {
        for (String object : objects) {
          Hdf5Attributes attributes = hdf.attributes(object);
          attributes.writable.keySet().forEach(name -> names.add(path(object, name)));
          attributes.others.forEach(name -> names.add(path(object, name)));
        }
      }
    }
    return names;
  }

  private static String path(String object, String attribute) {
    return object.isEmpty() ? attribute : object + "@" + attribute;
  }

  /**
   * Compresses an HDF5 file, replacing it atomically.
   *
   * @param level level of gzip, 1 to 9
   * @throws IOException if it cannot be read or written, or does not fit into memory
   */
  public static void compress(Path file, int level) throws IOException {
    ArrayCopy copy;
    try (Hdf5File hdf = Hdf5File.open(file)) {
      copy = of(hdf);
    }
    copy.write(file, OptionalInt.of(level));
  }

  /**
   * Writes an HDF5 file, replacing it atomically.
   *
   * @param level if given, level of gzip, 1 to 9
   * @throws IOException if it cannot be written
   */
  public void write(Path target, OptionalInt level) throws IOException {
    Hdf5Output.writeGroups(target, attributes, arrays, level);
  }
}
