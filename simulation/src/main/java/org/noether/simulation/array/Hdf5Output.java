package org.noether.simulation.array;

import io.jhdf.HdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.io.FormatException;

/** Writes arrays to an HDF5 file. */
public final class Hdf5Output {
  /** Level of gzip that h5py takes as well. */
  public static final int USUAL_LEVEL = 4;

  private static final long CHUNK_BYTES = 1 << 20;
  private static final long LEAST_COMPRESSED = 1 << 12;

  private Hdf5Output() {}

  /**
   * An array.
   *
   * @param name its name, after that of its group and a slash if it is in one
   * @param values a {@code double[]}, {@code float[]} or {@code int[]}, or arrays of such of equal
   *     lengths, or a single number
   * @param attributes what is said of it: texts and numbers
   */
  public record Output(String name, Object values, Map<String, ?> attributes) {
    /**
     * An array of which only is said what its axes count.
     *
     * @param axes what its axes count
     */
    public Output(String name, Object values, String axes) {
      this(name, values, Map.of("axes", axes));
    }
  }

  /**
   * Writes a file, replacing it atomically.
   *
   * @param attributes what is said of the whole file: texts and numbers
   * @param arrays what it holds
   * @throws IOException if it cannot be written
   */
  public static void write(Path target, Map<String, ?> attributes, List<Output> arrays)
      throws IOException {
    write(target, attributes, arrays, OptionalInt.empty());
  }

  /**
   * Writes a file, replacing it atomically.
   *
   * @param attributes what is said of the whole file: texts and numbers
   * @param arrays what it holds
   * @param level if given, arrays are shuffled and compressed by gzip at this level, 1 to 9, in
   *     chunks of about a megabyte
   * @throws IOException if it cannot be written, or an array to be compressed has more than 2 GB
   */
  public static void write(
      Path target, Map<String, ?> attributes, List<Output> arrays, OptionalInt level)
      throws IOException {
    writeGroups(target, Map.of("", attributes), arrays, level);
  }

  /** Writes a file of which {@code attributes} says by its path what is said of each group. */
  static void writeGroups(
      Path target,
      Map<String, ? extends Map<String, ?>> attributes,
      List<Output> arrays,
      OptionalInt level)
      throws IOException {
    for (Output array : arrays) {
      if (level.isPresent() && Nested.bytes(array.values()) > Integer.MAX_VALUE - Long.BYTES) {
        throw FormatException.wholeFile(
            target.toString(),
            array.name()
                + " has more than 2 GB, too much to be compressed; make several files (generate"
                + " --shards), or leave out --compress");
      }
    }
    AtomicFiles.replace(
        target,
        file -> {
          try (var hdf = HdfFile.write(file)) {
            var groups = new HashMap<String, WritableGroup>(Map.of("", hdf));
            attributes.forEach((path, each) -> each.forEach(group(path, groups)::putAttribute));
            arrays.forEach(array -> put(array, groups, level));
          } catch (HdfException e) {
            throw e.getCause() instanceof IOException cause
                ? cause
                : new IOException(e.getMessage(), e);
          }
        });
  }

  private static void put(Output array, Map<String, WritableGroup> groups, OptionalInt level) {
    int slash = array.name().lastIndexOf('/');
    WritableGroup parent = group(array.name().substring(0, Math.max(0, slash)), groups);
    String name = array.name().substring(slash + 1);
    var dataset =
        level.isPresent() && Nested.bytes(array.values()) >= LEAST_COMPRESSED
            ? parent.putDataset(name, array.values(), compressed(array.values(), level.getAsInt()))
            : parent.putDataset(name, array.values());
    array.attributes().forEach(dataset::putAttribute);
  }

  private static WritableGroup group(String path, Map<String, WritableGroup> groups) {
    WritableGroup known = groups.get(path);
    if (known == null) {
      int slash = path.lastIndexOf('/');
      known =
          group(path.substring(0, Math.max(0, slash)), groups).putGroup(path.substring(slash + 1));
      groups.put(path, known);
    }
    return known;
  }

  private static DatasetCreationOptions compressed(Object values, int level) {
    int[] chunk = Nested.shape(values);
    long bytes = Nested.bytes(values);
    for (int axis = 0; axis < chunk.length && bytes > CHUNK_BYTES; axis++) {
      long each = bytes / chunk[axis];
      chunk[axis] = Math.clamp(CHUNK_BYTES / Math.max(1, each), 1, chunk[axis]);
      bytes = each * chunk[axis];
    }
    return DatasetCreationOptions.builder().chunkDimensions(chunk).shuffle().deflate(level).build();
  }
}
