package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.learning.dynamics.DynamicsNetwork;

/** Trains networks and leaves run folders. */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains a network from the beginning.
   *
   * @throws IOException if the folder holds a run already, or data or folder cannot be read or
   *     written
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome run(
      TrainConfig config, Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    long start = System.nanoTime();
    RunFolder run = new RunFolder(folder);
    if (run.exists()) {
      throw new IOException(folder + " holds a run already; resume it or choose another folder");
    }
    Backend backend = Backends.choose(config.backend()).backend();
    TrainData.demandNetwork(config);
    listener.onStage("reading or making the data");
    TrainData data = TrainData.load(config, backend, options.data());
    DynamicsNetwork network = data.network(config);
    try (Training training = new Training(config, backend, network, data, options.threads())) {
      TrainConfig fitted = fit(config, run, options, start, training, listener);
      ConfigJson.write(run.config(), fitted);
      Json.write(run.environment(), Environment.now(options.threads(), backend.description()));
      return new TrainingRun(run, fitted, options, listener, training, start).train(Progress.START);
    }
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped. The budget
   * begins anew, and the number of epochs stays.
   *
   * @throws IOException if the folder holds no run, or one that does not fit together
   * @throws TrainingException if the loss is no longer finite
   */
  public static TrainOutcome resume(Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    long start = System.nanoTime();
    RunFolder run = new RunFolder(folder);
    TrainConfig config = run.readConfig();
    Optional<TrainResult> known = run.readResult();
    if (known.isPresent() && known.get().completed()) {
      long steps = (long) config.numEpochs() * config.stepsPerEpoch();
      return new TrainOutcome(TrainOutcome.End.FINISHED, config.numEpochs(), steps, known.get());
    }
    Backend backend = Backends.choose(config.backend()).backend();
    listener.onStage("reading or making the data");
    TrainData data = TrainData.load(config, backend, options.data());
    DynamicsNetwork network = data.network(config);
    try (Training training = new Training(config, backend, network, data, options.threads())) {
      Json.write(run.environment(), Environment.now(options.threads(), backend.description()));
      TrainingRun resumed = new TrainingRun(run, config, options, listener, training, start);
      return resumed.train(resumed.restore());
    }
  }

  private static TrainConfig fit(
      TrainConfig config,
      RunFolder run,
      TrainOptions options,
      long start,
      Training training,
      TrainListener listener)
      throws IOException {
    Duration budget = options.budget();
    if (budget == null || !options.fitEpochs()) {
      return config;
    }
    listener.onStage("measuring how many epochs fit the budget");
    Duration left = budget.minusNanos(System.nanoTime() - start);
    EpochFit.Result fit = EpochFit.measure(training, config, run.checkpoint(), left);
    listener.onEpochsFitted(fit.epochs(), fit.perEpoch());
    return config.withNumEpochs(fit.epochs());
  }
}
