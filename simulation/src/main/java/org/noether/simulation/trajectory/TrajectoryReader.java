package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.io.Printable;
import org.noether.simulation.io.ReadableFiles;

/** Reads data sets of trajectories from HDF5 and validates all of their content. */
public final class TrajectoryReader {
  private static final BodyPadding WHOLE = new BodyPadding(1, 1);

  private final Path file;
  private final Hdf5File hdf;
  private final @Nullable SystemKind kind;

  private TrajectoryReader(Path file, Hdf5File hdf, @Nullable SystemKind kind) {
    this.file = file;
    this.hdf = hdf;
    this.kind = kind;
  }

  /**
   * Reads a whole data set. If its systems are of a kind that is unknown here, their equations of
   * motion are missing.
   *
   * @param file what {@link TrajectoryGenerator#write} wrote, or a file with the same datasets and
   *     attributes; {@code ts} may also be the times of all systems, shape (points)
   * @throws IOException if the file cannot be read, is cut off, lacks a dataset or an attribute,
   *     has shapes that do not fit each other, numbers that are not finite, or is too large for the
   *     memory; the message is one line that names the file, what is wrong, and what to do
   */
  public static TrajectoryDataset read(Path file) throws IOException {
    return read(file, null);
  }

  /**
   * Reads a whole data set of systems of a given kind, such as one from a source file.
   *
   * @param kind the kind, which the file must name; null for what is known by the file's name
   * @throws IOException as {@link #read(Path)}, and if the file holds other systems
   */
  public static TrajectoryDataset read(Path file, @Nullable SystemKind kind) throws IOException {
    requireReadable(file);
    try (var hdf = Hdf5File.open(file)) {
      return new TrajectoryReader(file, hdf, kind).read();
    }
  }

  /**
   * Reads one of the files of a data set that is in several.
   *
   * @param kind the kind of its systems; null for what is known by the file's name
   * @param first the number of its first system in the whole
   * @throws IOException as {@link #read(Path, SystemKind)}, and if it begins with another system
   */
  static TrajectoryDataset readPart(Path file, @Nullable SystemKind kind, int first)
      throws IOException {
    requireReadable(file);
    try (var hdf = Hdf5File.open(file)) {
      var reader = new TrajectoryReader(file, hdf, kind);
      int found = reader.attribute(TrajectoryLayout.FIRST_SYSTEM, Number.class).intValue();
      if (found != first) {
        throw reader.refuse("it begins with system %d, not %d".formatted(found, first));
      }
      return reader.read();
    }
  }

  static void requireReadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; name an HDF5 file in it");
    }
    ReadableFiles.requireNoPipe(file);
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
    var zs = array(TrajectoryLayout.STATES, 3);
    var ts = hdf.array(TrajectoryLayout.TIMES);
    var sysP = array(TrajectoryLayout.PARAMETERS, 3);
    int room = attribute(TrajectoryLayout.BODIES, Number.class).intValue();
    int[] bodies = bodies(zs.shape()[0], room);
    var request = request(zs, bodies, room);
    boolean shared = ts.shape().length == 1;
    requireShape(
        ts, shared ? List.of(request.points()) : List.of(request.systems(), request.points()));
    requireShape(sysP, List.of(request.systems(), room, request.kind().parameterNames().size()));
    NumericArray.demandMemory(file.toString(), zs.size() + ts.size() + sysP.size());
    double[][] times = rows(ts, shared ? 0 : 1, _ -> WHOLE, request.points());
    IntFunction<BodyPadding> padding = i -> new BodyPadding(bodies[i], room);
    if (shared) {
      double[] all = times[0];
      times = new double[request.systems()][];
      Arrays.fill(times, all);
    }
    var data =
        new TrajectoryDataset(
            request,
            times,
            rows(zs, 1, padding, request.spaceDimension()),
            rows(sysP, 1, padding, request.kind().parameterNames().size()));
    for (double[] each : times) {
      for (int i = 1; i < each.length; i++) {
        if (each[i] <= each[i - 1]) {
          throw refuse("the times in ts do not rise");
        }
      }
    }
    for (int i = 0; i < data.systems() && SystemKind.hasEquations(request.kind()); i++) {
      try {
        data.system(i);
      } catch (IllegalArgumentException e) {
        throw refuse("system " + i + " of sysP is impossible: " + e.getMessage());
      }
    }
    return data;
  }

  private NumericArray array(String name, int rank) throws IOException {
    NumericArray array = hdf.array(name);
    if (array.shape().length != rank) {
      throw refuse(
          "%s has shape %s where %d lengths belong"
              .formatted(name, Arrays.toString(array.shape()), rank));
    }
    return array;
  }

  /**
   * The number of bodies of each system.
   *
   * @param room how many bodies the arrays have room for
   */
  private int[] bodies(int systems, int room) throws IOException {
    Optional<NumericArray> numbers = hdf.find(TrajectoryLayout.BODY_NUMBERS);
    if (numbers.isPresent()) {
      return BodyNumbers.read(hdf, numbers.get(), systems, room);
    }
    if (hdf.attribute(TrajectoryLayout.SIZES).isPresent()) {
      throw refuse(
          "its systems have different sizes, and it lacks the dataset "
              + TrajectoryLayout.BODY_NUMBERS);
    }
    var same = new int[systems];
    Arrays.fill(same, room);
    return same;
  }

  /** How numbers of bodies were dealt; of a file that does not tell, which numbers there are. */
  private List<Integer> sizes(int[] bodies) throws IOException {
    var found = Arrays.stream(bodies).distinct().sorted().boxed().toList();
    if (hdf.attribute(TrajectoryLayout.SIZES).isEmpty()) {
      return found;
    }
    String text = attribute(TrajectoryLayout.SIZES, String.class);
    List<Integer> dealt;
    try {
      dealt = Arrays.stream(text.split(", ")).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw refuse(
          "its attribute %s is '%s', no list of numbers".formatted(TrajectoryLayout.SIZES, text));
    }
    if (!dealt.containsAll(found)) {
      throw refuse(
          "its systems have %s bodies, and its attribute %s is '%s'"
              .formatted(found, TrajectoryLayout.SIZES, text));
    }
    return dealt;
  }

  private GenerateRequest request(NumericArray zs, int[] bodies, int room) throws IOException {
    var shape = zs.shape();
    GenerateRequest request;
    try {
      request =
          new GenerateRequest(
              kind(),
              shape[0],
              sizes(bodies),
              attribute(TrajectoryLayout.SPACE_DIMENSION, Number.class).intValue(),
              attribute(TrajectoryLayout.POINTS, Number.class).intValue(),
              attribute(TrajectoryLayout.DT, Number.class).doubleValue(),
              Integrators.of(attribute(TrajectoryLayout.INTEGRATOR, String.class)),
              optional(TrajectoryLayout.TOLERANCE, Integrators.TOLERANCE),
              optional(TrajectoryLayout.MAX_DRIFT, Double.POSITIVE_INFINITY),
              attribute(TrajectoryLayout.SEED, Number.class).longValue());
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()));
    }
    requireShape(zs, List.of(shape[0], request.points(), request.stateLength(room)));
    return request;
  }

  private SystemKind kind() throws IOException {
    String id = attribute(TrajectoryLayout.KIND, String.class);
    if (kind != null) {
      if (!kind.id().equals(id)) {
        throw refuse("it holds " + id + ", not " + kind.id());
      }
      if (kind instanceof ClassKind own
          && hdf.attribute(TrajectoryLayout.SOURCE).isPresent()
          && !own.sha256().equals(Optional.of(attribute(TrajectoryLayout.SOURCE, String.class)))) {
        throw refuse("it was made with another version of " + own.type().getName());
      }
      return kind;
    }
    if (hdf.attribute(TrajectoryLayout.PARAMETER_NAMES).isEmpty()
        || SystemKind.KNOWN.names().contains(id)) {
      return SystemKind.KNOWN.get(id);
    }
    return new StoredKind(
        id,
        List.of(attribute(TrajectoryLayout.PARAMETER_NAMES, String.class).split(", ")),
        attribute(TrajectoryLayout.POINT_MASSES, Number.class).intValue() == 1,
        new SystemDefaults(
            attribute(TrajectoryLayout.BODIES, Number.class).intValue(),
            attribute(TrajectoryLayout.SPACE_DIMENSION, Number.class).intValue(),
            attribute(TrajectoryLayout.POINTS, Number.class).intValue(),
            attribute(TrajectoryLayout.DT, Number.class).doubleValue(),
            Integrators.of(attribute(TrajectoryLayout.INTEGRATOR, String.class))));
  }

  private double optional(String name, double otherwise) throws IOException {
    return hdf.attribute(name).isPresent()
        ? attribute(name, Number.class).doubleValue()
        : otherwise;
  }

  private <T> T attribute(String name, Class<T> type) throws IOException {
    Object value = hdf.attribute(name).orElseThrow(() -> refuse("it lacks the attribute " + name));
    if (!type.isInstance(value)) {
      throw refuse("its attribute %s is not a %s".formatted(name, type.getSimpleName()));
    }
    return type.cast(value);
  }

  private void requireShape(NumericArray array, List<Integer> expected) throws IOException {
    var shape = Arrays.stream(array.shape()).boxed().toList();
    if (!shape.equals(expected)) {
      throw refuse(
          "%s has shape %s where the other data asks for %s"
              .formatted(array.name(), shape, expected));
    }
  }

  /**
   * Reads an array in rows: what belongs to one system, flat, without the room of missing bodies.
   *
   * @param each how many numbers a body has in a row
   */
  private double[][] rows(NumericArray array, int axes, IntFunction<BodyPadding> padding, int each)
      throws IOException {
    double[][] rows = array.rows(axes);
    OptionalInt bad =
        IntStream.range(0, rows.length)
            .parallel()
            .filter(i -> padding.apply(i).fault(rows[i], each) != null)
            .findFirst();
    if (bad.isPresent()) {
      int i = bad.getAsInt();
      throw refuse(
          "%s of system %d %s".formatted(array.name(), i, padding.apply(i).fault(rows[i], each)));
    }
    Arrays.parallelSetAll(rows, i -> padding.apply(i).strip(rows[i], each));
    return rows;
  }

  private IOException refuse(String reason) {
    return new IOException("%s cannot be used: %s".formatted(file, Printable.of(reason)));
  }
}
