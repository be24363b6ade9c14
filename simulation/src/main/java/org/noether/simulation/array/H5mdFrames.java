package org.noether.simulation.array;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.noether.simulation.io.FormatException;

/**
 * The trajectory of a group of particles in one file of H5MD, in the order in which the particles
 * come at its first time.
 *
 * @param shape the numbers of times, particles and dimensions
 * @param times a number each
 * @param positions of this shape
 * @param momenta of this shape
 * @param masses a number for each particle
 */
@SuppressWarnings("ArrayRecordComponent")
record H5mdFrames(
    int[] shape, double[] times, double[] positions, double[] momenta, double[] masses) {
  /**
   * Reads a group of particles.
   *
   * @throws FormatException if it lacks positions or velocities, or its masses or particles change
   */
  static H5mdFrames read(Hdf5File hdf, String group) throws IOException {
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
    int[] from = order(hdf.find(group + "/id/value"), shape[0], shape[1]);
    double[] masses = masses(hdf, group, shape[1], from);
    double[] momenta = ordered(velocity.get().values(), from, shape[2]);
    for (int i = 0; i < momenta.length; i++) {
      momenta[i] *= masses[i / shape[2] % shape[1]];
    }
    return new H5mdFrames(
        shape, times, ordered(position.values(), from, shape[2]), momenta, masses);
  }

  /** What of a group is not read, and what is taken instead of what it lacks. */
  static Optional<String> ignored(Hdf5File hdf, String group) throws IOException {
    List<String> names = hdf.names();
    var said = new ArrayList<String>();
    if (has(names, group + "/box/edges")) {
      said.add("the box of the particles is ignored");
    }
    if (has(names, group + "/image")) {
      said.add("positions are taken as they are, without their images beyond the box");
    }
    if (!has(names, group + "/mass")) {
      said.add("there are no masses, so they are taken to be 1");
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
  }

  /** Whether there is what H5MD calls an element: fixed, or with values at several times. */
  private static boolean has(List<String> names, String element) {
    return Stream.of(element, element + "/value").anyMatch(names::contains);
  }

  /** The times, or where the file has one number, its multiples after the offset. */
  private static double[] times(Hdf5File hdf, String name, int count) throws IOException {
    NumericArray array = hdf.array(name);
    double[] stored = array.values();
    if (stored.length == 1 && count > 1) {
      double offset =
          hdf.attribute(name, "offset").orElse(0) instanceof Number first ? first.doubleValue() : 0;
      var times = new double[count];
      Arrays.setAll(times, i -> offset + i * stored[0]);
      return times;
    }
    if (stored.length != count) {
      throw array.refuse("has %d times where %d are needed".formatted(stored.length, count));
    }
    return stored;
  }

  /** Masses are one for all or one each, the same at all times. */
  private static double[] masses(Hdf5File hdf, String group, int count, int[] from)
      throws IOException {
    Optional<NumericArray> fixed = hdf.find(group + "/mass");
    Optional<NumericArray> array = fixed.isEmpty() ? hdf.find(group + "/mass/value") : fixed;
    var masses = new double[count];
    Arrays.fill(masses, 1);
    if (array.isPresent()) {
      double[] values = array.get().values();
      double[] stored = values.length == from.length ? ordered(values, from, 1) : values;
      if (stored.length == 1) {
        Arrays.fill(masses, stored[0]);
      } else if (stored.length >= count && stored.length % count == 0) {
        System.arraycopy(stored, 0, masses, 0, count);
      } else {
        throw array.get().refuse("has not one mass for each of %d particles".formatted(count));
      }
      for (int i = 0; i < stored.length; i++) {
        if (stored[i] != masses[i % count]) {
          throw array.get().refuse("changes in time; a particle needs one mass");
        }
      }
    }
    return masses;
  }

  /** Of each particle at each time, where it stands in the file. */
  private static int[] order(Optional<NumericArray> named, int times, int particles)
      throws IOException {
    if (named.isEmpty()) {
      return IntStream.range(0, times * particles).toArray();
    }
    NumericArray ids = named.get();
    double[] stored = ids.values();
    if (stored.length != times * particles) {
      throw ids.refuse(
          "has %d numbers where %d are needed".formatted(stored.length, times * particles));
    }
    var first = new HashMap<Double, Integer>();
    for (int i = 0; i < particles; i++) {
      first.put(stored[i], i);
    }
    var from = new int[stored.length];
    Arrays.fill(from, -1);
    for (int i = 0; i < stored.length; i++) {
      Integer place = first.get(stored[i]);
      int to = place == null ? -1 : i / particles * particles + place;
      if (to < 0 || from[to] >= 0) {
        throw ids.refuse("does not name the same particles, once each, at all times");
      }
      from[to] = i;
    }
    return from;
  }

  private static double[] ordered(double[] stored, int[] from, int dimensions) {
    var ordered = new double[stored.length];
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(stored, from[i] * dimensions, ordered, i * dimensions, dimensions);
    }
    return ordered;
  }
}
