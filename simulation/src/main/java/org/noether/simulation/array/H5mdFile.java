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
 * is ignored. Of several groups of particles one must be chosen.
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

  private static final Pattern GROUP = Pattern.compile("particles/[^/]+");
  private static final Pattern POSITION = Pattern.compile("(" + GROUP + ")/position/value");
  private static final int MAX_FILES = 10_000;

  private final Path file;
  private final List<Path> systems;
  private final Optional<String> group;
  private final Map<String, MemoryArray> arrays = new LinkedHashMap<>();

  private H5mdFile(Path file, List<Path> systems, Optional<String> group) {
    this.file = file;
    this.systems = systems;
    this.group = group;
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
        .map(POSITION::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
  }

  /** Whether a name is that of a group of particles, such as {@code particles/water}. */
  public static boolean isGroup(String name) {
    return GROUP.matcher(name).matches();
  }

  /** Of a file of H5MD, or a folder of such files, its particles; empty if it is none. */
  public static Optional<H5mdFile> of(ArrayFile file) throws IOException {
    if (file instanceof H5mdFile known) {
      return Optional.of(known);
    }
    Path path = Path.of(file.source());
    return file instanceof Hdf5File hdf && !particles(hdf).isEmpty()
        ? Optional.of(new H5mdFile(path, List.of(path), Optional.empty()))
        : Optional.empty();
  }

  /** The same file, of which this group of particles is read. */
  public H5mdFile choosing(String particles) {
    return new H5mdFile(file, systems, Optional.of(particles));
  }

  /** All files of a folder in the order of their names; empty if there are none. */
  static Optional<H5mdFile> folder(Path folder) throws IOException {
    try (var list = Files.list(folder)) {
      List<Path> files =
          list.filter(each -> each.toString().endsWith(".h5md")).limit(MAX_FILES).sorted().toList();
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(new H5mdFile(folder, files, Optional.empty()));
    }
  }

  private void read() throws IOException {
    var frames = new ArrayList<Frames>();
    for (Path each : systems) {
      try (Hdf5File hdf = Hdf5File.open(each)) {
        Frames read = frames(hdf);
        if (!frames.isEmpty() && !Arrays.equals(read.shape, frames.getFirst().shape)) {
          throw FormatException.wholeFile(
              each.toString(),
              "its positions have the shape %s, those of the first file %s"
                  .formatted(
                      Arrays.toString(read.shape), Arrays.toString(frames.getFirst().shape)));
        }
        frames.add(read);
      }
    }
    int[] shape = frames.getFirst().shape;
    int count = frames.size();
    put(POSITIONS, frames, s -> s.positions, count, shape[0], shape[1], shape[2]);
    put(MOMENTA, frames, s -> s.momenta, count, shape[0], shape[1], shape[2]);
    put(TIMES, frames, s -> s.times, count, shape[0]);
    put(MASSES, frames, s -> s.masses, count, shape[1], 1);
  }

  private String group(Hdf5File hdf) throws IOException {
    List<String> groups = particles(hdf);
    if (groups.isEmpty()) {
      throw FormatException.wholeFile(
          hdf.source(), "it is not H5MD: it has no particles/NAME/position/value");
    }
    if (group.isEmpty() && groups.size() > 1) {
      throw FormatException.wholeFile(
          hdf.source(),
          "it holds several groups of particles, %s; choose one, as in --states %s"
              .formatted(groups, groups.getFirst()));
    }
    String chosen = group.orElse(groups.getFirst());
    if (!groups.contains(chosen)) {
      throw FormatException.wholeFile(
          hdf.source(), "its groups of particles are %s, not %s".formatted(groups, chosen));
    }
    return chosen;
  }

  private Frames frames(Hdf5File hdf) throws IOException {
    String group = group(hdf);
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
    return List.of(POSITIONS, MOMENTA, TIMES, MASSES);
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    if (arrays.isEmpty() && names().contains(name)) {
      read();
    }
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
