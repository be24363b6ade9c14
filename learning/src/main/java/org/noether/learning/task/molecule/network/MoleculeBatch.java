package org.noether.learning.task.molecule.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.noether.learning.cloud.CloudLayout;
import org.noether.learning.tensor.Ints;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.PositionStatistics;

/**
 * A packed batch of molecules, as networks take it. The arrays are not to be changed.
 *
 * @param layout how the molecules share the atoms
 * @param features of all atoms, of shape (atoms, features)
 * @param positions of all atoms, of shape (atoms, 3)
 */
public record MoleculeBatch(CloudLayout layout, double[] features, double[] positions) {
  private static final int SPACE = 3;

  /** Distances that differ by less are taken to be equal up to rounding. */
  private static final double SAME_DISTANCE = 1e-6;

  /**
   * Packs molecules.
   *
   * @param centred the mean that is subtracted from positions and the deviation that divides them;
   *     if empty, they stay as they are
   */
  public static MoleculeBatch of(
      PackedMolecules molecules, AtomFeatures features, Optional<PositionStatistics> centred) {
    CloudLayout layout = new CloudLayout(Ints.of(molecules.offsets()));
    double[] positions = molecules.positions().clone();
    centred.ifPresent(spread -> {
      for (int i = 0; i < positions.length; i++) {
        positions[i] = (positions[i] - spread.mean()[i % SPACE]) / spread.std();
      }
    });
    return new MoleculeBatch(layout, features.of(molecules), positions);
  }

  /**
   * Returns the molecules, each with its mean position at the origin, so that what is invariant
   * under translations is computed from small numbers.
   */
  public MoleculeBatch centred() {
    double[] centred = positions.clone();
    for (int molecule = 0; molecule < layout.clouds(); molecule++) {
      double[] mean = mean(molecule);
      for (int i = SPACE * layout.start(molecule); i < SPACE * layout.start(molecule + 1); i++) {
        centred[i] -= mean[i % SPACE];
      }
    }
    return new MoleculeBatch(layout, features, centred);
  }

  /**
   * Returns the molecules with the atoms of each sorted by species, then by distance from the mean
   * position, then by coordinates, so that their order before makes no difference.
   */
  public MoleculeBatch ordered() {
    int width = features.length / Math.max(1, layout.points());
    double[] orderedFeatures = new double[features.length];
    double[] orderedPositions = new double[positions.length];
    int[] from =
        IntStream.range(0, layout.clouds()).flatMap(molecule -> order(molecule, width)).toArray();
    for (int to = 0; to < from.length; to++) {
      System.arraycopy(features, width * from[to], orderedFeatures, width * to, width);
      System.arraycopy(positions, SPACE * from[to], orderedPositions, SPACE * to, SPACE);
    }
    return new MoleculeBatch(layout, orderedFeatures, orderedPositions);
  }

  private IntStream order(int molecule, int width) {
    double[] mean = mean(molecule);
    return IntStream.range(layout.start(molecule), layout.start(molecule + 1))
        .boxed()
        .sorted(
            byRow(features, width)
                .thenComparingLong(atom -> Math.round(distance(atom, mean) / SAME_DISTANCE))
                .thenComparing(byRow(positions, SPACE)))
        .mapToInt(Integer::intValue);
  }

  private static Comparator<Integer> byRow(double[] rows, int width) {
    return (a, b) ->
        Arrays.compare(rows, width * a, width * (a + 1), rows, width * b, width * (b + 1));
  }

  private double[] mean(int molecule) {
    double[] mean = new double[SPACE];
    for (int i = SPACE * layout.start(molecule); i < SPACE * layout.start(molecule + 1); i++) {
      mean[i % SPACE] += positions[i] / layout.size(molecule);
    }
    return mean;
  }

  private double distance(int atom, double[] from) {
    double squares = 0;
    for (int axis = 0; axis < SPACE; axis++) {
      double difference = positions[SPACE * atom + axis] - from[axis];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  /** Returns the molecules, each moved by a random motion of its own. */
  public MoleculeBatch moved(RandomGenerator random) {
    double[] moved = positions.clone();
    for (int molecule = 0; molecule < layout.clouds(); molecule++) {
      RandomMotion.draw(random)
          .move(moved, SPACE * layout.start(molecule), SPACE * layout.start(molecule + 1));
    }
    return new MoleculeBatch(layout, features, moved);
  }
}
