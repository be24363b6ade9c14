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
 * #MASSES}. Particles without masses have the mass 1; momenta are masses times velocities. Boxes
 * and images are ignored. Of several groups of particles one must be chosen.
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

  private void put(
      String name, List<H5mdFrames> systems, Function<H5mdFrames, double[]> part, long... shape)
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
    var frames = new ArrayList<H5mdFrames>();
    for (Path each : systems) {
      try (Hdf5File hdf = Hdf5File.open(each)) {
        H5mdFrames read = H5mdFrames.read(hdf, group(hdf));
        if (!frames.isEmpty() && !Arrays.equals(read.shape(), frames.getFirst().shape())) {
          throw FormatException.wholeFile(
              each.toString(),
              "its positions have the shape %s, those of the first file %s"
                  .formatted(
                      Arrays.toString(read.shape()), Arrays.toString(frames.getFirst().shape())));
        }
        frames.add(read);
      }
    }
    int[] shape = frames.getFirst().shape();
    int count = frames.size();
    put(POSITIONS, frames, H5mdFrames::positions, count, shape[0], shape[1], shape[2]);
    put(MOMENTA, frames, H5mdFrames::momenta, count, shape[0], shape[1], shape[2]);
    put(TIMES, frames, H5mdFrames::times, count, shape[0]);
    put(MASSES, frames, H5mdFrames::masses, count, shape[1], 1);
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

  /** What of the particles is not read, and what is taken instead of what the file lacks. */
  public Optional<String> ignored() throws IOException {
    try (Hdf5File hdf = Hdf5File.open(systems.getFirst())) {
      List<String> groups = particles(hdf);
      return groups.isEmpty()
          ? Optional.empty()
          : H5mdFrames.ignored(hdf, group.orElse(groups.getFirst()));
    }
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
