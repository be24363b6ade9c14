package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;

/** Trains networks on molecules and leaves run folders. */
public final class MoleculeTrainer {
  private MoleculeTrainer() {}

  /**
   * Trains a network from the beginning.
   *
   * @param molecules reads the configuration's data
   * @throws IOException if the folder holds a run already, or data or folder cannot be read or
   *     written
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome<MoleculeResult> run(
      MoleculeConfig config,
      Path folder,
      TrainOptions options,
      SharedMolecules molecules,
      TrainListener listener)
      throws IOException {
    RunStart start = RunStart.now(folder, options, listener);
    start.demandUnused();
    Backend backend = Backends.choose(config.backend()).backend();
    MoleculeData data = load(config, molecules, listener);
    var objective = new MoleculeObjective(config, backend, data, options.threads());
    try (var training = new Training<>(backend, objective)) {
      Json.write(start.run().scale(), data.scale());
      return start.begin(config, backend, training);
    }
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped. The budget
   * begins anew, and the number of epochs stays.
   *
   * @throws IOException if the folder holds no run, or one that does not fit together
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome<MoleculeResult> resume(
      Path folder, TrainOptions options, SharedMolecules molecules, TrainListener listener)
      throws IOException {
    RunStart start = RunStart.now(folder, options, listener);
    MoleculeConfig config = start.run().readMoleculeConfig();
    Backend backend = Backends.choose(config.backend()).backend();
    MoleculeData data = load(config, molecules, listener);
    var objective = new MoleculeObjective(config, backend, data, options.threads());
    Optional<MoleculeResult> known = start.run().readMoleculeResult();
    if (known.isPresent() && known.get().completed()) {
      long steps = (long) config.numEpochs() * objective.minibatches().perEpoch();
      return new TrainOutcome<>(TrainOutcome.End.FINISHED, config.numEpochs(), steps, known.get());
    }
    try (var training = new Training<>(backend, objective)) {
      return start.resume(config, backend, training);
    }
  }

  private static MoleculeData load(
      MoleculeConfig config, SharedMolecules molecules, TrainListener listener) throws IOException {
    listener.onStage("reading the molecules");
    return MoleculeData.of(molecules.load(Path.of(config.data())), config);
  }
}
