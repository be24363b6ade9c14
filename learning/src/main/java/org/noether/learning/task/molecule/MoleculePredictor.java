package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.task.molecule.network.MoleculeNetwork;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.Weights;
import org.noether.simulation.molecule.AtomReferences;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.MoleculeProperty;
import org.noether.simulation.molecule.PackedMolecules;

/**
 * A trained network that predicts a property of any molecules. It keeps compiled functions for
 * further molecules of similar size. Several threads may share it: their predictions run one after
 * the other, each on all processors.
 */
public final class MoleculePredictor {
  /** The most elements that the atoms of one molecule may lift to: a pair of them takes memory. */
  public static final int MOST_POINTS = 2000;

  private static final int LARGEST_BATCH = 1000;

  private final MoleculeConfig config;
  private final MoleculeNetwork network;
  private final MoleculeScale scale;
  private final Backend backend;
  private final Weights weights;
  private final AtomReferences references;
  private @Nullable MoleculeLoss loss;

  private MoleculePredictor(
      MoleculeConfig config,
      MoleculeNetwork network,
      MoleculeScale scale,
      Backend backend,
      Weights weights) {
    this.config = config;
    this.network = network;
    this.scale = scale;
    this.backend = backend;
    this.weights = weights;
    references =
        scale
            .freeAtoms()
            .map(values -> AtomReferences.of(config.property(), values))
            .orElseGet(AtomReferences::qm9);
  }

  /**
   * Opens the best weights of a run; the data it was trained on are not needed.
   *
   * @throws IOException if the folder holds no run on molecules with best weights, or its files are
   *     damaged or do not fit together
   */
  public static MoleculePredictor open(Path folder) throws IOException {
    return open(folder, null);
  }

  /**
   * Opens the best weights of a run on a backend.
   *
   * @param backendName the backend's name; null for the one that trained
   * @throws IOException if {@link #open(Path)} would
   */
  public static MoleculePredictor open(Path folder, @Nullable String backendName)
      throws IOException {
    RunFolder run = new RunFolder(folder);
    MoleculeConfig trained = run.readConfig(new MoleculeTask());
    MoleculeConfig config = backendName == null ? trained : trained.withBackend(backendName);
    run.demandBest();
    MoleculeScale scale = MoleculeScale.read(run, config);
    Backend backend = run.backend(trained.backend(), backendName);
    try {
      MoleculeNetwork network =
          MoleculeNetworks.create(config.network(), config.netCfg(), scale.features().size());
      return new MoleculePredictor(
          config, network, scale, backend, Weights.ofBest(run, network, backend));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(run.config() + ": damaged: " + e.getMessage(), e);
    }
  }

  /** Returns the property, whose {@link MoleculeProperty#unit} predictions have. */
  public MoleculeProperty property() {
    return config.property();
  }

  /** Returns why a molecule cannot be predicted, or compared with its true value; usually empty. */
  public Optional<String> refusal(PackedMolecules molecules, int molecule) {
    long points = (long) molecules.atoms(molecule) * network.liftSamples();
    if (points > MOST_POINTS) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "has %,d atoms, which lift to %,d elements; at most %,d can be predicted",
              molecules.atoms(molecule),
              points,
              MOST_POINTS));
    }
    boolean compared = property().relativeToAtoms() && hasProperty(molecules, molecule);
    return charges(molecules, molecule)
        .distinct()
        .mapToObj(element -> refusal(element, compared))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> refusal(int element, boolean compared) {
    String symbol = Elements.symbol(element);
    if (Arrays.binarySearch(scale.species(), element) < 0) {
      String known =
          Arrays.stream(scale.species())
              .mapToObj(Elements::symbol)
              .collect(Collectors.joining(", "));
      return Optional.of(
          "has an atom of %s, but the network knows only %s".formatted(symbol, known));
    }
    return compared && !references.has(property(), element)
        ? Optional.of(
            "has an atom of %s, whose %s when free is not known".formatted(symbol, property().id()))
        : Optional.empty();
  }

  /**
   * Returns the true value in the data of a molecule, relative to the same free atoms as
   * predictions; empty if there is none.
   *
   * @throws IllegalArgumentException if there is a {@link #refusal}
   */
  public OptionalDouble truth(PackedMolecules molecules, int molecule) {
    demandAccepted(molecules, molecule);
    return references.target(property(), molecules, molecule);
  }

  /**
   * Returns the property of each molecule; energies are relative to free atoms, see {@link
   * MoleculeProperty#relativeToAtoms}.
   *
   * @throws IllegalArgumentException if there are no molecules, or there is a {@link #refusal} of
   *     one, which the message names
   */
  public double[] predict(PackedMolecules molecules) {
    return predict(molecules, _ -> {});
  }

  /**
   * Returns the property of each molecule, as {@link #predict(PackedMolecules)} does.
   *
   * @param progress receives the number of molecules done
   */
  public synchronized double[] predict(PackedMolecules molecules, IntConsumer progress) {
    if (molecules.size() == 0) {
      throw new IllegalArgumentException("there are no molecules to predict for");
    }
    for (int molecule = 0; molecule < molecules.size(); molecule++) {
      demandAccepted(molecules, molecule);
    }
    MoleculeLoss kept = loss;
    if (kept == null) {
      kept =
          new MoleculeLoss(
              backend,
              network,
              scale,
              weights,
              Runtime.getRuntime().availableProcessors(),
              config.seed(),
              Math.min(config.bs(), LARGEST_BATCH),
              molecules);
      loss = kept;
    }
    return kept.predict(molecules, progress);
  }

  private void demandAccepted(PackedMolecules molecules, int molecule) {
    refusal(molecules, molecule)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(
              "molecule %d (%s) %s"
                  .formatted(molecule + 1, molecules.molecule(molecule).formula(), reason));
        });
  }

  private boolean hasProperty(PackedMolecules molecules, int molecule) {
    double[] values = molecules.property(property().id()).orElse(null);
    return values != null && !Double.isNaN(values[molecule]);
  }

  private static IntStream charges(PackedMolecules molecules, int molecule) {
    return Arrays.stream(
        molecules.charges(), molecules.offsets()[molecule], molecules.offsets()[molecule + 1]);
  }
}
