package org.noether.simulation.array;

import io.jhdf.HdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.simulation.io.AtomicFiles;

/** Writes arrays to an HDF5 file. */
public final class Hdf5Output {
  private Hdf5Output() {}

  /**
   * An array.
   *
   * @param name its name, after that of its group and a slash if it is in one
   * @param values a {@code double[]}, or arrays of such of equal lengths
   * @param axes what its axes count
   */
  public record Output(String name, Object values, String axes) {}

  /**
   * Writes a file, replacing it atomically.
   *
   * @param attributes what is said of the whole file: texts and numbers
   * @param arrays what it holds
   * @throws IOException if it cannot be written
   */
  public static void write(Path target, Map<String, ?> attributes, List<Output> arrays)
      throws IOException {
    AtomicFiles.replace(
        target,
        file -> {
          try (var hdf = HdfFile.write(file)) {
            attributes.forEach(hdf::putAttribute);
            var groups = new HashMap<String, WritableGroup>();
            arrays.forEach(array -> put(array, hdf, groups));
          } catch (HdfException e) {
            throw e.getCause() instanceof IOException cause
                ? cause
                : new IOException(e.getMessage(), e);
          }
        });
  }

  private static void put(Output array, WritableGroup root, Map<String, WritableGroup> groups) {
    int slash = array.name().lastIndexOf('/');
    String group = array.name().substring(0, Math.max(0, slash));
    WritableGroup parent = group.isEmpty() ? root : groups.computeIfAbsent(group, root::putGroup);
    parent
        .putDataset(array.name().substring(slash + 1), array.values())
        .putAttribute("axes", array.axes());
  }
}
