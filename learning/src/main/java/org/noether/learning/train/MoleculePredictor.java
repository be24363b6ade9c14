package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.molecule.MoleculeNetwork;
import org.noether.learning.molecule.MoleculeNetworks;
import org.noether.simulation.molecule.PackedMolecules;
import org.noether.simulation.molecule.Qm9Property;

/** A trained network that predicts a property of any molecules. */
public final class MoleculePredictor {
  private final MoleculeConfig config;
  private final MoleculeNetwork network;
  private final MoleculeScale scale;
  private final Backend backend;
  private final Weights weights;

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
  }

  /**
   * Opens the best weights of a run; the data it was trained on are not needed.
   *
   * @throws IOException if the folder holds no run on molecules with best weights, or they do not
   *     fit
   */
  public static MoleculePredictor open(Path folder) throws IOException {
    RunFolder run = new RunFolder(folder);
    MoleculeConfig config = run.readMoleculeConfig();
    if (!Files.exists(run.best())) {
      throw new IOException(folder + " holds no best weights yet: no epoch was completed");
    }
    MoleculeScale scale = MoleculeScale.read(run);
    Backend backend = Backends.choose(config.backend()).backend();
    MoleculeNetwork network =
        MoleculeNetworks.create(config.network(), config.netCfg(), scale.features().size());
    Weights weights = Weights.zeros(network, backend);
    Checkpoint.readWeights(run.best(), weights);
    return new MoleculePredictor(config, network, scale, backend, weights);
  }

  /** Returns the property, whose {@link Qm9Property#unit} predictions have. */
  public Qm9Property property() {
    return config.property();
  }

  /**
   * Returns the property of each molecule; energies and the like are relative to free atoms, see
   * {@link Qm9Property#relativeToAtoms}.
   *
   * @throws IllegalArgumentException if there are no molecules, or one has an atom of a species
   *     that the network does not know
   */
  public double[] predict(PackedMolecules molecules) {
    if (molecules.size() == 0) {
      throw new IllegalArgumentException("there are no molecules to predict for");
    }
    int batch = Math.min(config.bs(), molecules.size());
    int threads = Runtime.getRuntime().availableProcessors();
    return new MoleculeLoss(
            backend, network, scale, weights, threads, config.seed(), batch, molecules)
        .predict(molecules);
  }
}
