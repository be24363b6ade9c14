package org.noether.learning.molecule;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.noether.learning.cloud.CloudLayout;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.PositionStatistics;

/**
 * Molecules as networks see them, packed. The arrays are not to be changed.
 *
 * @param layout how the molecules share the atoms
 * @param features of all atoms, of shape (atoms, features)
 * @param positions of all atoms, of shape (atoms, 3)
 */
public record MoleculeBatch(CloudLayout layout, double[] features, double[] positions) {
  private static final int SPACE = 3;

  /**
   * Returns molecules where they are.
   *
   * @param centred what is subtracted from positions, and divides them
   */
  public static MoleculeBatch of(
      PackedMolecules molecules, AtomFeatures features, Optional<PositionStatistics> centred) {
    int[] sizes = new int[molecules.size()];
    Arrays.setAll(sizes, molecules::atoms);
    double[] positions = molecules.positions().clone();
    centred.ifPresent(spread -> {
      for (int i = 0; i < positions.length; i++) {
        positions[i] = (positions[i] - spread.mean()[i % SPACE]) / spread.std();
      }
    });
    return new MoleculeBatch(CloudLayout.of(sizes), features.of(molecules), positions);
  }

  /** Returns the molecules, each after a random motion of its own. */
  public MoleculeBatch moved(RandomGenerator random) {
    double[] moved = positions.clone();
    for (int molecule = 0; molecule < layout.clouds(); molecule++) {
      RandomMotion.draw(random)
          .move(moved, SPACE * layout.start(molecule), SPACE * layout.start(molecule + 1));
    }
    return new MoleculeBatch(layout, features, moved);
  }
}
