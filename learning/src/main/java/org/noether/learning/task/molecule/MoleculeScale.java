package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.noether.learning.task.molecule.network.AtomFeatures;
import org.noether.learning.task.molecule.network.MoleculeBatch;
import org.noether.learning.train.Json;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.molecule.AtomReferences;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.PositionStatistics;

/**
 * The scales of a network's inputs and outputs, from the training molecules: {@code scale.json}.
 * Predictions need it beside the weights.
 *
 * @param task the property's name
 * @param mean the property's mean, which corresponds to the output 0
 * @param std the property's standard deviation, the unit of the output
 * @param species the atomic numbers of the one-hot features, ascending
 * @param centred the mean and deviation that standardise positions, if any
 * @param freeAtoms by atomic number the energy of a free atom that was subtracted from the
 *     property, in its file's unit, if any; runs of earlier versions lack it
 */
record MoleculeScale(
    String task,
    double mean,
    double std,
    int[] species,
    Optional<PositionStatistics> centred,
    Optional<Map<Integer, Double>> freeAtoms) {
  private static final int SPACE = 3;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the property or the positions do not vary, or the species
   *     are not elements, ascending
   */
  MoleculeScale {
    RunConfig.demand(std > 0 && Double.isFinite(std), "std", std, "must be positive");
    RunConfig.demand(Double.isFinite(mean), "mean", mean, "must be finite");
    RunConfig.demand(
        areElements(species), "species", Arrays.toString(species), "must be elements, ascending");
    centred.ifPresent(spread -> {
      double[] centre = spread.mean();
      RunConfig.demand(
          centre.length == SPACE && Arrays.stream(centre).allMatch(Double::isFinite),
          "mean",
          Arrays.toString(centre),
          "must be a position");
      double deviation = spread.std();
      RunConfig.demand(
          deviation > 0 && Double.isFinite(deviation), "std", deviation, "must be positive");
    });
    freeAtoms.ifPresent(values ->
        RunConfig.demand(
            values.values().stream().allMatch(MoleculeScale::isFinite),
            "free_atoms",
            values,
            "must be finite"));
  }

  private static boolean isFinite(@Nullable Double value) {
    return value != null && Double.isFinite(value);
  }

  private static boolean areElements(int[] species) {
    return species.length > 0
        && Arrays.equals(species, Arrays.stream(species).sorted().distinct().toArray())
        && species[0] >= 1
        && species[species.length - 1] <= Elements.MAX_ATOMIC_NUMBER;
  }

  /**
   * Reads the scale of a run.
   *
   * @throws IOException if it cannot be read, is damaged, or is one of another property than the
   *     configuration's
   */
  static MoleculeScale read(RunFolder run, MoleculeConfig config) throws IOException {
    Path file = file(run);
    MoleculeScale scale = Json.read(file, MoleculeScale.class, "free_atoms");
    if (!scale.task.equals(config.task())) {
      throw new IOException(
          "%s is of %s, but %s of %s; restore one of them"
              .formatted(file, scale.task, run.config().getFileName(), config.task()));
    }
    return scale;
  }

  /** Writes this into the folder of a run. */
  void write(RunFolder run) throws IOException {
    Json.write(file(run), this);
  }

  private static Path file(RunFolder run) {
    return run.path().resolve("scale.json");
  }

  /** Returns the known values of a property of free atoms, by atomic number. */
  static Map<Integer, Double> freeAtoms(
      AtomReferences references, MoleculeProperty property, int[] species) {
    Map<Integer, Double> known = new TreeMap<>();
    for (int element : species) {
      if (references.has(property, element)) {
        known.put(element, references.value(property, element));
      }
    }
    return known;
  }

  /** Returns the features of atoms. */
  AtomFeatures features() {
    return new AtomFeatures(species);
  }

  /** Returns the inputs of a network. */
  MoleculeBatch batch(PackedMolecules molecules) {
    return MoleculeBatch.of(molecules, features(), centred);
  }

  /** Returns the output of a network that corresponds to a value of the property. */
  double normalised(double value) {
    return (value - mean) / std;
  }

  /** Returns the value of the property that corresponds to an output. */
  double value(double output) {
    return mean + std * output;
  }
}
