package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.noether.learning.molecule.AtomFeatures;
import org.noether.learning.molecule.MoleculeBatch;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.PositionStatistics;

/**
 * What the training molecules say about the scales of what goes into a network and comes out: the
 * file {@code scale.json} of a run, without which its weights predict nothing.
 *
 * @param task the property's name
 * @param mean the property's mean, which a network's 0 stands for
 * @param std the property's standard deviation, which a network's 1 stands for
 * @param species atomic numbers that features tell apart, ascending
 * @param centred what is subtracted from positions, and divides them, if anything
 */
record MoleculeScale(
    String task, double mean, double std, int[] species, Optional<PositionStatistics> centred) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the property does not vary, or there are no species
   */
  MoleculeScale {
    TrainConfig.demand(std > 0 && Double.isFinite(std), "std", std, "must be positive");
    TrainConfig.demand(Double.isFinite(mean), "mean", mean, "must be finite");
    TrainConfig.demand(species.length > 0, "species", species.length, "must not be empty");
  }

  /** Reads the scale of a run. */
  static MoleculeScale read(RunFolder run) throws IOException {
    Path file = run.scale();
    return Json.read(file, MoleculeScale.class);
  }

  /** Returns what networks see of atoms. */
  AtomFeatures features() {
    return new AtomFeatures(species);
  }

  /** Returns molecules as networks see them. */
  MoleculeBatch batch(PackedMolecules molecules) {
    return MoleculeBatch.of(molecules, features(), centred);
  }

  /** Returns what a network should give for a value of the property. */
  double normalised(double value) {
    return (value - mean) / std;
  }

  /** Returns the value of the property that a network's output stands for. */
  double value(double output) {
    return mean + std * output;
  }
}
