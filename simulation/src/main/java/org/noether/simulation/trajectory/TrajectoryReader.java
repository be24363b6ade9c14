package org.noether.simulation.trajectory;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.Printable;

/** Reads data sets of trajectories from HDF5 and validates all of their content. */
public final class TrajectoryReader {
  /** Share of the memory that a data set may take, so that something can be done with it. */
  private static final double MEMORY_SHARE = 0.9;

  private final Path file;
  private final HdfFile hdf;

  private TrajectoryReader(Path file, HdfFile hdf) {
    this.file = file;
    this.hdf = hdf;
  }

  /**
   * Reads a whole data set.
   *
   * @param file what {@link TrajectoryGenerator#write} wrote, or a file with the same datasets and
   *     attributes
   * @throws IOException if the file cannot be read, is cut off, lacks a dataset or an attribute,
   *     has shapes that do not fit each other, numbers that are not finite, or is too large for the
   *     memory; the message is one line that names the file, what is wrong, and what to do
   */
  public static TrajectoryDataset read(Path file) throws IOException {
    requireReadable(file);
    try (var hdf = new HdfFile(file)) {
      return new TrajectoryReader(file, hdf).read();
    } catch (RuntimeException e) {
      // On a damaged file jHDF fails in many ways besides its own exceptions.
      var lines = String.valueOf(e.getMessage()).lines();
      throw new IOException(
          "%s is not a readable HDF5 file, perhaps cut off or damaged; make it again with 'noether generate' (%s)"
              .formatted(
                  file, Printable.of(lines.findFirst().orElse(e.getClass().getSimpleName()))),
          e);
    }
  }

  private static void requireReadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name an HDF5 file in it");
    }
    try (var channel = FileChannel.open(file)) {
      if (channel.size() == 0) {
        throw new IOException(file + " is empty; make it again with 'noether generate'");
      }
    } catch (NoSuchFileException e) {
      throw new IOException(
          "%s does not exist%s; make it with 'noether generate'"
              .formatted(file, file.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath()),
          e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + " may not be read; change its permissions", e);
    } catch (FileSystemException e) {
      throw new IOException(file + " cannot be read: " + e.getReason(), e);
    }
  }

  private TrajectoryDataset read() throws IOException {
    requireWholeFile();
    var zs = dataset(TrajectoryLayout.STATES, 3);
    var ts = dataset(TrajectoryLayout.TIMES, 2);
    var sysP = dataset(TrajectoryLayout.PARAMETERS, 3);
    var request = request(zs);
    requireShape(ts, List.of(request.systems(), zs.getDimensions()[1]));
    requireShape(
        sysP, List.of(request.systems(), request.bodies(), request.kind().parameterNames().size()));
    requireMemory(zs.getSize() + ts.getSize() + sysP.getSize());
    var data = new TrajectoryDataset(request, rows(ts), rows(zs), rows(sysP));
    for (double[] times : data.ts()) {
      for (int i = 1; i < times.length; i++) {
        if (times[i] <= times[i - 1]) {
          throw refuse("the times in ts do not rise");
        }
      }
    }
    for (int i = 0; i < data.systems(); i++) {
      try {
        data.system(i);
      } catch (IllegalArgumentException e) {
        throw refuse("system " + i + " of sysP is impossible: " + e.getMessage());
      }
    }
    return data;
  }

  private void requireWholeFile() throws IOException {
    long expected = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    long size = Files.size(file);
    if (size < expected) {
      throw refuse(
          "it has %d bytes where %d were written; it was cut off".formatted(size, expected));
    }
  }

  private Dataset dataset(String name, int rank) throws IOException {
    if (!(hdf.getChildren().get(name) instanceof Dataset dataset)) {
      throw refuse(
          "there is no dataset %s; it holds %s".formatted(name, hdf.getChildren().keySet()));
    }
    if (dataset.getJavaType() != double.class) {
      throw refuse("%s holds %s, not doubles".formatted(name, dataset.getJavaType()));
    }
    var shape = dataset.getDimensionsAsLong();
    if (shape.length != rank
        || Arrays.stream(shape).anyMatch(n -> n < 1 || n > Integer.MAX_VALUE)) {
      throw refuse(
          "%s has shape %s where %d positive lengths belong"
              .formatted(name, Arrays.toString(shape), rank));
    }
    if (dataset instanceof ContiguousDataset && dataset.getSizeInBytes() > Files.size(file)) {
      throw refuse("%s is said to be larger than the file".formatted(name));
    }
    return dataset;
  }

  private GenerateRequest request(Dataset zs) throws IOException {
    var shape = zs.getDimensions();
    GenerateRequest request;
    try {
      request =
          new GenerateRequest(
              SystemKind.KNOWN.get(attribute(TrajectoryLayout.KIND, String.class)),
              shape[0],
              attribute(TrajectoryLayout.BODIES, Number.class).intValue(),
              attribute(TrajectoryLayout.SPACE_DIMENSION, Number.class).intValue(),
              attribute(TrajectoryLayout.POINTS, Number.class).intValue(),
              attribute(TrajectoryLayout.DT, Number.class).doubleValue(),
              Integrators.of(attribute(TrajectoryLayout.INTEGRATOR, String.class)),
              attribute(TrajectoryLayout.SEED, Number.class).longValue());
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()));
    }
    requireShape(zs, List.of(shape[0], request.points(), request.stateLength()));
    return request;
  }

  private <T> T attribute(String name, Class<T> type) throws IOException {
    var attribute = hdf.getAttributes().get(name);
    if (attribute == null) {
      throw refuse("it lacks the attribute " + name);
    }
    if (!type.isInstance(attribute.getData())) {
      throw refuse("its attribute %s is not a %s".formatted(name, type.getSimpleName()));
    }
    return type.cast(attribute.getData());
  }

  private void requireShape(Dataset dataset, List<Integer> expected) throws IOException {
    var shape = Arrays.stream(dataset.getDimensions()).boxed().toList();
    if (!shape.equals(expected)) {
      throw refuse(
          "%s has shape %s where the other data asks for %s"
              .formatted(dataset.getName(), shape, expected));
    }
  }

  private void requireMemory(long elements) throws IOException {
    var runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    if (elements > MEMORY_SHARE * free / Double.BYTES) {
      throw new IOException(
          "%s does not fit into memory: it has %d MB, %d MB are left; give Java more with -Xmx"
              .formatted(file, (elements * Double.BYTES) >> 20, free >> 20));
    }
  }

  /** Reads a dataset row by row: what belongs to one index of the first axis, flat. */
  private double[][] rows(Dataset dataset) throws IOException {
    int length = Arrays.stream(dataset.getDimensions()).skip(1).reduce(1, Math::multiplyExact);
    int bytes = Math.multiplyExact(length, Double.BYTES);
    var rows = new double[dataset.getDimensions()[0]][length];
    for (int i = 0; i < rows.length; i++) {
      if (dataset instanceof ContiguousDataset contiguous
          && dataset.getDataType() instanceof OrderedDataType type
          && !dataset.isEmpty()) {
        // All at once: jHDF's slices take one read per innermost axis.
        hdf.getHdfBackingStorage()
            .readBufferFromAddress(contiguous.getDataAddress() + (long) i * bytes, bytes)
            .order(type.getByteOrder())
            .asDoubleBuffer()
            .get(rows[i]);
      } else {
        var offset = new long[dataset.getDimensions().length];
        offset[0] = i;
        var shape = dataset.getDimensions();
        shape[0] = 1;
        flatten(dataset.getData(offset, shape), rows[i], 0);
      }
      for (double value : rows[i]) {
        if (!Double.isFinite(value)) {
          throw refuse("%s of system %d contains %s".formatted(dataset.getName(), i, value));
        }
      }
    }
    return rows;
  }

  private static int flatten(Object source, double[] target, int at) {
    if (source instanceof double[] values) {
      System.arraycopy(values, 0, target, at, values.length);
      return at + values.length;
    }
    int next = at;
    for (int i = 0; i < Array.getLength(source); i++) {
      next = flatten(Array.get(source, i), target, next);
    }
    return next;
  }

  private IOException refuse(String reason) {
    return new IOException(
        "%s cannot be used: %s; make it again with 'noether generate'"
            .formatted(file, Printable.of(reason)));
  }
}
