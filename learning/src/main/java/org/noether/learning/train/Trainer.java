package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsData;
import org.noether.learning.task.dynamics.DynamicsObjective;
import org.noether.learning.task.dynamics.DynamicsResult;

/** Trains networks and leaves run folders. */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains a network from the beginning, with as many epochs as fit the budget if that is asked
   * for, but at least one.
   *
   * @throws IOException if the folder holds a run already, or data or folder cannot be read or
   *     written
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome<DynamicsResult> run(
      DynamicsConfig config, Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    RunStart start = RunStart.now(folder, options, listener);
    start.demandUnused();
    Backend backend = Backends.choose(config.backend()).backend();
    DynamicsData.demandNetwork(config);
    try (var training = training(config, backend, start)) {
      Optional<EpochFit.Result> fit = start.fit(config, training);
      DynamicsConfig fitted =
          fit.isPresent() ? config.withNumEpochs(start.epochs(fit.get())) : config;
      return start.begin(fitted, backend, training);
    }
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped. The budget
   * begins anew, and the number of epochs stays.
   *
   * @throws IOException if the folder holds no run, or one that does not fit together
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome<DynamicsResult> resume(
      Path folder, TrainOptions options, TrainListener listener) throws IOException {
    RunStart start = RunStart.now(folder, options, listener);
    DynamicsConfig config = start.run().readConfig();
    Optional<DynamicsResult> known = start.run().readResult();
    if (known.isPresent() && known.get().completed()) {
      long steps = (long) config.numEpochs() * config.stepsPerEpoch();
      return new TrainOutcome<>(TrainOutcome.End.FINISHED, config.numEpochs(), steps, known.get());
    }
    Backend backend = Backends.choose(config.backend()).backend();
    try (var training = training(config, backend, start)) {
      return start.resume(config, backend, training);
    }
  }

  private static Training<DynamicsResult> training(
      DynamicsConfig config, Backend backend, RunStart start) throws IOException {
    start.listener().onStage("reading or making the data");
    DynamicsData data = DynamicsData.load(config, backend, start.options().data());
    return new Training<>(
        backend,
        new DynamicsObjective(
            config, backend, data.network(config), data, start.options().threads()));
  }
}
