package org.noether.learning.task.molecule;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.noether.simulation.io.Sha256;
import org.noether.simulation.molecule.MoleculeDataset;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.TargetStatistics;
import org.noether.simulation.split.DatasetSplit;

/**
 * The molecules of a run.
 *
 * @param molecules all of them
 * @param targets the property of each, in its unit; NaN for molecules outside all parts
 * @param trainPart the whole training part
 * @param train the molecules of it that are used
 * @param valid the validation part
 * @param test the test part
 * @param scale the scales of inputs and outputs, from the training part
 * @param meanAbsoluteDeviation that of the property in the training part
 * @param sha256 the digest of the three parts' molecules and targets
 */
record MoleculeData(
    PackedMolecules molecules,
    double[] targets,
    int[] trainPart,
    int[] train,
    int[] valid,
    int[] test,
    MoleculeScale scale,
    double meanAbsoluteDeviation,
    String sha256) {

  /**
   * Returns the data of a configuration. If it asks for more training molecules than there are, all
   * are used.
   *
   * @throws IllegalArgumentException if molecules lack the property, or are too few
   */
  static MoleculeData of(MoleculeDataset dataset, MoleculeConfig config) {
    int[] trainPart = dataset.part(MoleculeDataset.TRAIN);
    int[] train = subsample(trainPart, config.subsample());
    int[] valid = dataset.part("valid");
    int[] test = dataset.part("test");
    demandSome(valid, "validation");
    demandSome(test, "test");
    double[] targets = dataset.targets(config.property());
    // As in the reference, statistics are those of the whole training part, even if few are used.
    TargetStatistics spread = dataset.statistics(config.property());
    MoleculeScale scale =
        new MoleculeScale(
            config.task(),
            spread.mean(),
            spread.std(),
            dataset.species(),
            config.recenter() ? Optional.of(dataset.positionStatistics()) : Optional.empty(),
            freeAtoms(dataset, config));
    return new MoleculeData(
        dataset.molecules(),
        targets,
        trainPart,
        train,
        valid,
        test,
        scale,
        spread.meanAbsoluteDeviation(),
        digest(dataset.molecules(), targets, train, valid, test));
  }

  private static int[] subsample(int[] train, double subsample) {
    if (subsample == 0 || subsample > train.length) {
      return train;
    }
    int[] some =
        Objects.requireNonNull(
            DatasetSplit.of(train.length, Map.of("some", subsample)).get("some"));
    demandSome(some, "training");
    return Arrays.stream(some).map(i -> train[i]).toArray();
  }

  /** Returns what was subtracted of each free atom, if anything. */
  private static Optional<Map<Integer, Double>> freeAtoms(
      MoleculeDataset dataset, MoleculeConfig config) {
    return config.property().relativeToAtoms()
        ? Optional.of(
            MoleculeScale.freeAtoms(dataset.references(), config.property(), dataset.species()))
        : Optional.empty();
  }

  private static void demandSome(int[] part, String name) {
    if (part.length == 0) {
      throw new IllegalArgumentException("there are no " + name + " molecules");
    }
  }

  private static String digest(PackedMolecules molecules, double[] targets, int[]... parts) {
    MessageDigest digest = Sha256.digest();
    for (int[] part : parts) {
      PackedMolecules some = molecules.select(part);
      update(digest, Arrays.stream(some.offsets()).asDoubleStream().toArray());
      update(digest, Arrays.stream(some.charges()).asDoubleStream().toArray());
      update(digest, some.positions());
      update(digest, Arrays.stream(part).mapToDouble(i -> targets[i]).toArray());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, double[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, numbers.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(numbers);
    digest.update(bytes);
  }
}
