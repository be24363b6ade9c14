package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.noether.simulation.io.FormatException;

/**
 * Trajectories in H5MD (de Buyl, Colberg and Höfling, Computer Physics Communications 185, 2014),
 * HDF5 files of molecular dynamics: one file is one system, and a folder of files {@code .h5md}
 * holds several. The arrays are {@value #POSITIONS}, {@value #MOMENTA}, {@value #TIMES} and {@value
 * #MASSES}. Particles without masses have the mass 1; momenta are masses times velocities. The box
 * is ignored.
 */
public final class H5mdFile implements ArrayFile {
  /** Shape (systems, times, particles, dimensions). */
  public static final String POSITIONS = "positions";

  /** As positions. */
  public static final String MOMENTA = "momenta";

  /** Shape (systems, times). */
  public static final String TIMES = "times";

  /** Shape (systems, particles, 1). */
  public static final String MASSES = "masses";

  private static final Pattern PARTICLES = Pattern.compile("(particles/[^/]+)/position/value");
  private static final int MAX_FILES = 10_000;

  private final Path file;
  private final Map<String, MemoryArray> arrays;

  private H5mdFile(Path file, List<Frames> systems) throws FormatException {
    this.file = file;
    this.arrays = new LinkedHashMap<>();
    int[] shape = systems.getFirst().shape;
    int count = systems.size();
    put(POSITIONS, systems, s -> s.positions, count, shape[0], shape[1], shape[2]);
    put(MOMENTA, systems, s -> s.momenta, count, shape[0], shape[1], shape[2]);
    put(TIMES, systems, s -> s.times, count, shape[0]);
    put(MASSES, systems, s -> s.masses, count, shape[1], 1);
  }

  /** What one file holds. */
  private record Frames(
      int[] shape, double[] times, double[] positions, double[] momenta, double[] masses) {}

  private void put(
      String name, List<Frames> systems, Function<Frames, double[]> part, long... shape)
      throws FormatException {
    double[] numbers = systems.stream().map(part).flatMapToDouble(Arrays::stream).toArray();
    arrays.put(name, new MemoryArray(file.toString(), name, numbers, shape));
  }

  /** The groups of particles with trajectories. */
  public static List<String> particles(ArrayFile file) throws IOException {
    return file.names().stream()
        .map(PARTICLES::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }

  /**
   * Reads an open file if it is H5MD.
   *
   * @throws FormatException if it holds several groups of particles, or they have no velocities
   */
  public static Optional<H5mdFile> of(ArrayFile file) throws IOException {
    return file instanceof Hdf5File hdf && !particles(hdf).isEmpty()
        ? Optional.of(new H5mdFile(Path.of(hdf.source()), List.of(frames(hdf))))
        : Optional.empty();
  }

  /** Reads all files of a folder in the order of their names; empty if there are none. */
  static Optional<H5mdFile> folder(Path folder) throws IOException {
    List<Path> files;
    try (var list = Files.list(folder)) {
      files =
          list.filter(each -> each.toString().endsWith(".h5md")).limit(MAX_FILES).sorted().toList();
    }
    var systems = new ArrayList<Frames>();
    for (Path each : files) {
      try (Hdf5File hdf = Hdf5File.open(each)) {
        if (particles(hdf).isEmpty()) {
          throw FormatException.wholeFile(
              each.toString(), "it is not H5MD: it has no particles/NAME/position/value");
        }
        Frames frames = frames(hdf);
        if (!systems.isEmpty() && !Arrays.equals(frames.shape, systems.getFirst().shape)) {
          throw FormatException.wholeFile(
              each.toString(),
              "its positions have the shape %s, those of the first file %s"
                  .formatted(
                      Arrays.toString(frames.shape), Arrays.toString(systems.getFirst().shape)));
        }
        systems.add(frames);
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(new H5mdFile(folder, systems));
  }

  private static Frames frames(Hdf5File hdf) throws IOException {
    List<String> groups = particles(hdf);
    if (groups.size() > 1) {
      throw FormatException.wholeFile(
          hdf.source(),
          "it holds several groups of particles, %s; name arrays by --states and --times"
              .formatted(groups));
    }
    String group = groups.getFirst();
    NumericArray position = hdf.array(group + "/position/value");
    int[] shape = position.shape();
    if (shape.length != 3) {
      throw position.refuse(
          "has the shape %s, not (times, particles, dimensions)".formatted(Arrays.toString(shape)));
    }
    Optional<NumericArray> velocity = hdf.find(group + "/velocity/value");
    if (velocity.isEmpty() || !Arrays.equals(velocity.get().shape(), shape)) {
      throw FormatException.wholeFile(
          hdf.source(),
          "it has no velocities of the shape %s in %s/velocity/value; momenta need them"
              .formatted(Arrays.toString(shape), group));
    }
    double[] times = times(hdf, group + "/position/time", shape[0]);
    if (hdf.find(group + "/velocity/time").isPresent()
        && !Arrays.equals(times, times(hdf, group + "/velocity/time", shape[0]))) {
      throw FormatException.wholeFile(
          hdf.source(), "positions and velocities are those of different times");
    }
    NumericArray.demandMemory(hdf.source(), 3 * position.size());
    double[] masses = masses(hdf, group, shape[1]);
    double[] momenta = velocity.get().values();
    for (int i = 0; i < momenta.length; i++) {
      momenta[i] *= masses[i / shape[2] % shape[1]];
    }
    return new Frames(shape, times, position.values(), momenta, masses);
  }

  /** The times, or where the file has one number, its multiples. */
  private static double[] times(Hdf5File hdf, String name, int count) throws IOException {
    NumericArray array = hdf.array(name);
    double[] stored = array.values();
    if (stored.length == 1 && count > 1) {
      var times = new double[count];
      Arrays.setAll(times, i -> i * stored[0]);
      return times;
    }
    if (stored.length != count) {
      throw array.refuse("has %d times where %d are needed".formatted(stored.length, count));
    }
    return stored;
  }

  /** Masses are fixed, one for all or one each, or those of the first time. */
  private static double[] masses(Hdf5File hdf, String group, int count) throws IOException {
    Optional<NumericArray> fixed = hdf.find(group + "/mass");
    Optional<NumericArray> array = fixed.isEmpty() ? hdf.find(group + "/mass/value") : fixed;
    var masses = new double[count];
    Arrays.fill(masses, 1);
    if (array.isPresent()) {
      double[] stored = array.get().values();
      if (stored.length == 1) {
        Arrays.fill(masses, stored[0]);
      } else if (stored.length >= count && stored.length % count == 0) {
        System.arraycopy(stored, 0, masses, 0, count);
      } else {
        throw array.get().refuse("has not one mass for each of %d particles".formatted(count));
      }
    }
    return masses;
  }

  @Override
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  @Override
  public Optional<NumericArray> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  @Override
  public Optional<Object> attribute(String name) {
    return Optional.empty();
  }

  @Override
  public String format() {
    return "H5MD";
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() {}
}
