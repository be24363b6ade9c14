package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.H5mdFile;

/**
 * Reads data sets of trajectories, whoever made them, from HDF5, NumPy's NPZ, a folder of NPY
 * files, or several HDF5 files beside a {@linkplain TrajectoryShards manifest}; from CSV and H5MD.
 */
public final class TrajectoryFiles {
  private TrajectoryFiles() {}

  /**
   * Reads a whole data set.
   *
   * @param kind the kind of the systems, where the file does not tell
   * @param names what its arrays are called; if empty, the file describes itself as those of {@link
   *     TrajectoryGenerator#write} do, or has their arrays without their attributes
   * @throws IOException if it cannot be read, or does not hold such trajectories, saying why
   */
  public static TrajectoryDataset read(Path file, SystemKind kind, Optional<TrajectoryNames> names)
      throws IOException {
    if (!Files.isDirectory(file)) {
      TrajectoryReader.requireReadable(file);
    }
    try (ArrayFile opened = ArrayFiles.open(file)) {
      if (names.isEmpty() && !kind.equals(SystemKind.OWN) && describesItself(opened, kind)) {
        return TrajectoryReader.read(file, kind);
      }
      return NamedTrajectories.read(opened, names.orElse(TrajectoryNames.DEFAULT), kind);
    }
  }

  /**
   * What a file says of its trajectories, if it has the attributes of those that {@link
   * TrajectoryGenerator#write} writes, or is H5MD.
   *
   * @throws IOException if the attributes cannot be read
   */
  public static Optional<String> description(ArrayFile file) throws IOException {
    List<String> particles = H5mdFile.particles(file);
    if (!particles.isEmpty()) {
      return Optional.of(
          "H5MD: trajectories of "
              + String.join(", ", particles)
              + ignored(file).map(text -> "; " + text).orElse(""));
    }
    if (!hasAttributes(file)) {
      return Optional.empty();
    }
    var values = new ArrayList<Object>();
    for (String name : TrajectoryLayout.ATTRIBUTES) {
      values.add(file.attribute(name).orElseThrow());
    }
    file.attribute(TrajectoryLayout.SIZES)
        .ifPresent(sizes ->
            values.set(TrajectoryLayout.ATTRIBUTES.indexOf(TrajectoryLayout.BODIES), sizes));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: systems of %s bodies in %s dimensions at %s times, dt %s, by %s from seed %s",
            values.toArray()));
  }

  /**
   * How many systems have each number of bodies, if a file has the array of these numbers.
   *
   * @throws IOException if it cannot be read, or does not hold such numbers
   */
  public static Optional<SortedMap<Integer, Integer>> systemsByBodies(ArrayFile file)
      throws IOException {
    return BodyNumbers.count(file);
  }

  /**
   * Reads of each trajectory the segment that {@link TrajectoryDataset#segments} cuts out of it; of
   * a single trajectory, all its segments, as if each were a system.
   *
   * @param segmentLength number of points of a segment
   * @throws IOException as {@link #read}
   */
  public static TrajectoryDataset segments(
      Path file, SystemKind kind, Optional<TrajectoryNames> names, int segmentLength)
      throws IOException {
    if (TrajectoryShards.isManifest(file)) {
      if (names.isPresent()) {
        throw new IOException(file + " names files that say themselves what their arrays are");
      }
      return TrajectoryShards.open(file)
          .segments(kind.equals(SystemKind.OWN) ? null : kind, segmentLength);
    }
    TrajectoryDataset whole = read(file, kind, names);
    return whole.systems() == 1 ? whole.allSegments(segmentLength) : whole.segments(segmentLength);
  }

  /**
   * Says what of a file is not used.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<String> ignored(Path file) throws IOException {
    try (ArrayFile opened = ArrayFiles.open(file)) {
      return ignored(opened);
    }
  }

  private static Optional<String> ignored(ArrayFile file) throws IOException {
    Optional<H5mdFile> h5md = H5mdFile.of(file);
    return h5md.isPresent() ? h5md.get().ignored() : Optional.empty();
  }

  private static boolean describesItself(ArrayFile file, SystemKind kind) throws IOException {
    Optional<Object> found = file.attribute(TrajectoryLayout.KIND);
    if (found.isPresent() && !found.get().equals(kind.id())) {
      throw new IOException("%s holds %s, not %s".formatted(file.source(), found.get(), kind.id()));
    }
    return hasAttributes(file);
  }

  private static boolean hasAttributes(ArrayFile file) throws IOException {
    for (String attribute : TrajectoryLayout.ATTRIBUTES) {
      if (file.attribute(attribute).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
