package org.noether.simulation.trajectory;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.FormatException;

/** The number of bodies of each system of a file, as an array of whole numbers. */
public final class BodyNumbers {
  private BodyNumbers() {}

  /** Whether an array has one number for each system. */
  static boolean isOfSystems(NumericArray array, int systems) {
    int[] shape = array.shape();
    return shape.length > 0 && shape[0] == systems && array.size() == systems;
  }

  /**
   * Reads the numbers.
   *
   * @param room the largest number of bodies that other arrays have room for
   * @throws FormatException if there is not one whole number for each system, from 1 to {@code
   *     room}
   * @throws IOException if the file cannot be read
   */
  public static int[] read(ArrayFile file, NumericArray array, int systems, int room)
      throws IOException {
    if (!isOfSystems(array, systems)) {
      throw FormatException.wholeFile(
          file.source(),
          "%s does not hold the number of bodies of each of %d systems".formatted(array, systems));
    }
    double[] values = array.values();
    var bodies = new int[systems];
    for (int i = 0; i < systems; i++) {
      bodies[i] = (int) values[i];
      if (bodies[i] != values[i] || bodies[i] < 1 || bodies[i] > room) {
        throw FormatException.wholeFile(
            file.source(),
            "%s says that system %d has %s bodies; whole numbers from 1 to %d are needed, for which the other arrays have room"
                .formatted(array.name(), i, values[i], room));
      }
    }
    return bodies;
  }

  /** How many systems have each number of bodies, if a file tells by an array of whole numbers. */
  static Optional<SortedMap<Integer, Integer>> count(ArrayFile file) throws IOException {
    Optional<NumericArray> array = file.constant(TrajectoryLayout.BODY_NUMBERS);
    if (array.isEmpty()
        || array.get().shape().length == 0
        || !isOfSystems(array.get(), array.get().shape()[0])) {
      return Optional.empty();
    }
    var counts = new TreeMap<Integer, Integer>();
    for (double value : array.get().values()) {
      if (value < 1 || value != (int) value) {
        return Optional.empty();
      }
      counts.merge((int) value, 1, Integer::sum);
    }
    return Optional.of(counts);
  }
}
