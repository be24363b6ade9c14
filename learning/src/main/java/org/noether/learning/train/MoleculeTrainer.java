package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeData;
import org.noether.learning.task.molecule.MoleculeObjective;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.SharedMolecules;
import org.noether.simulation.molecule.MoleculeDataset;

/** Trains networks on molecules and leaves run folders. */
public final class MoleculeTrainer {
  /** The least number of molecules that a configuration does not take for a fraction. */
  private static final int LEAST_MOLECULES = 2;

  private MoleculeTrainer() {}

  /**
   * Trains a network from the beginning. If the number of epochs is to be fitted to the budget and
   * not even one fits, one is trained on as many of the molecules as do, at least a minibatch.
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
    MoleculeDataset dataset = load(config, molecules, listener);
    MoleculeData data = MoleculeData.of(dataset, config);
    var objective = new MoleculeObjective(config, backend, data, options.threads());
    MoleculeConfig fitted;
    try (var training = new Training<>(backend, objective)) {
      Json.write(start.run().scale(), data.scale());
      fitted = fitted(config, data, start, training);
      if (fitted.subsample() == config.subsample()) {
        return start.begin(fitted, backend, training);
      }
    }
    var smaller = objective.learningFrom(fitted, MoleculeData.of(dataset, fitted));
    try (var training = new Training<>(backend, smaller)) {
      return start.begin(fitted, backend, training);
    }
  }

  private static MoleculeConfig fitted(
      MoleculeConfig config, MoleculeData data, RunStart start, Training<?> training)
      throws IOException {
    Optional<EpochFit.Result> measured = start.fit(config, training);
    if (measured.isEmpty()) {
      return config;
    }
    EpochFit.Result fit = measured.get();
    Minibatches minibatches = training.minibatches();
    if (fit.epochs() > 0 || fit.steps() == minibatches.perEpoch()) {
      return config.withNumEpochs(start.epochs(fit));
    }
    int some = Math.max(LEAST_MOLECULES, fit.steps() * minibatches.size());
    start.listener().onMoleculesFitted(some, data.train().length);
    return config.withNumEpochs(1).withSubsample(some);
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped. The budget
   * begins anew, and the numbers of epochs and molecules stay.
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
    MoleculeData data = MoleculeData.of(load(config, molecules, listener), config);
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

  private static MoleculeDataset load(
      MoleculeConfig config, SharedMolecules molecules, TrainListener listener) throws IOException {
    listener.onStage("reading the molecules");
    return molecules.load(Path.of(config.data()));
  }
}
