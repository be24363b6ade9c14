package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.noether.learning.backend.Backend;

/**
 * The start of a run, whatever is trained.
 *
 * @param run where it leaves its files
 * @param options its circumstances
 * @param listener hears how it goes
 * @param began the {@link System#nanoTime} from which the budget counts
 */
record RunStart(RunFolder run, TrainOptions options, TrainListener listener, long began) {

  /** Starts the clock. */
  static RunStart now(Path folder, TrainOptions options, TrainListener listener) {
    return new RunStart(new RunFolder(folder), options, listener, System.nanoTime());
  }

  /** Demands that no run was begun in the folder. */
  void demandUnused() throws IOException {
    if (run.exists()) {
      throw new IOException(
          run.path() + " holds a run already; resume it or choose another folder");
    }
  }

  /** Measures what fits the budget, if training is to be fitted to it. */
  Optional<EpochFit.Result> fit(RunConfig config, Training<?> training) throws IOException {
    Duration budget = options.budget();
    if (budget == null || !options.fitEpochs()) {
      return Optional.empty();
    }
    listener.onStage("measuring how many epochs fit the budget");
    Duration left = budget.minusNanos(System.nanoTime() - began);
    return Optional.of(EpochFit.measure(training, config.numEpochs(), run.checkpoint(), left));
  }

  /** Returns how many epochs to train, at least one, and tells how many fit. */
  int epochs(EpochFit.Result fit) {
    listener.onEpochsFitted(fit.epochs(), fit.perEpoch());
    return Math.max(1, fit.epochs());
  }

  /** Trains from the beginning. */
  <R> TrainOutcome<R> begin(RunConfig config, Backend backend, Training<R> training)
      throws IOException {
    ConfigJson.write(run.config(), config);
    writeEnvironment(backend);
    return new TrainingRun<>(this, config, training).train(Progress.START);
  }

  /** Continues from the checkpoint. */
  <R> TrainOutcome<R> resume(RunConfig config, Backend backend, Training<R> training)
      throws IOException {
    writeEnvironment(backend);
    TrainingRun<R> resumed = new TrainingRun<>(this, config, training);
    return resumed.train(resumed.restore());
  }

  private void writeEnvironment(Backend backend) throws IOException {
    Json.write(run.environment(), Environment.now(options.threads(), backend.description()));
  }
}
