package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.simulation.io.WriteLock;

/**
 * Trains networks and leaves run folders.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
public final class Trainer<C extends RunConfig<C>, R extends RunResult> {
  private static final double NANOS = 1e-9;

  /** The least number of samples that a configuration does not take for a fraction. */
  private static final int LEAST_SAMPLES = 2;

  /** Separates the backends of a run that was resumed on another one. */
  private static final String THEN = ", then ";

  private final LearningTask<C, R> task;
  private final RunFolder run;
  private final TrainOptions options;
  private final TrainListener listener;

  /** The {@link System#nanoTime} from which the budget counts. */
  private final long began = System.nanoTime();

  private Trainer(
      LearningTask<C, R> task, Path folder, TrainOptions options, TrainListener listener) {
    this.task = task;
    this.run = new RunFolder(folder);
    this.options = options;
    this.listener = listener;
  }

  /**
   * Trains a network from the beginning. If the number of epochs is to be fitted to the budget and
   * not even one fits, one is trained, where the task allows it on as many of the samples as fit.
   *
   * @throws IOException if the folder holds a run already, another process writes to it, or data or
   *     folder cannot be read or written
   * @throws IllegalArgumentException if the configuration names something unknown
   * @throws BudgetException if the budget is too small, unless the options allow to overrun it
   * @throws TrainingException if the loss is no longer finite
   */
  public static <C extends RunConfig<C>, R extends RunResult> TrainOutcome<R> run(
      LearningTask<C, R> task, C config, Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    try (WriteLock _ = WriteLock.ofFolder(folder)) {
      return new Trainer<>(task, folder, options, listener).begin(config);
    }
  }

  /**
   * Measures how fast a configuration trains, and leaves nothing behind.
   *
   * @param folder where the run will be; files are written beside it to time them
   * @param budget the time that is planned for the run; a small part of it is spent
   * @throws IOException if data cannot be read or files not be written
   */
  public static <C extends RunConfig<C>, R extends RunResult> Pace pace(
      LearningTask<C, R> task, C config, Path folder, TrainOptions options, Duration budget)
      throws IOException {
    var trainer = new Trainer<>(task, folder, options, TrainListener.SILENT);
    Backend backend = Backends.choose(config.backend()).backend();
    Pace cold;
    try (var training = new Training(backend, trainer.objective(config, backend), config.seed())) {
      cold = trainer.pace(training, NANOS * budget.toNanos());
    }
    long before = System.nanoTime();
    try (var _ = new Training(backend, trainer.objective(config, backend), config.seed())) {
      return cold.withSetup(NANOS * (System.nanoTime() - before));
    }
  }

  /**
   * Continues a run from its checkpoint, to the same bits as if it had never stopped. The budget
   * begins anew, and the numbers of epochs and samples stay.
   *
   * @throws IOException if the folder holds no run of the task, or one that does not fit together,
   *     or another process writes to it
   * @throws TrainingException if the loss is no longer finite
   */
  public static <C extends RunConfig<C>, R extends RunResult> TrainOutcome<R> resume(
      LearningTask<C, R> task, Path folder, TrainOptions options, TrainListener listener)
      throws IOException {
    try (WriteLock _ = WriteLock.ofFolder(folder)) {
      return new Trainer<>(task, folder, options, listener).resume();
    }
  }

  private TrainOutcome<R> begin(C config) throws IOException {
    if (run.exists()) {
      throw new IOException(
          run.path() + " holds a run already; resume it or choose another folder");
    }
    Backend backend = Backends.choose(config.backend()).backend();
    task.check(config);
    Objective<C, R> objective = objective(config, backend);
    Objective.Smaller<C, R> smaller;
    try (var training = new Training(backend, objective, config.seed())) {
      Optional<Pace.Extent> fit = fit(config, training);
      objective.save(run);
      Optional<Objective.Smaller<C, R>> some = fit.flatMap(each -> smaller(each, objective));
      if (some.isEmpty()) {
        return train(
            fit.map(each -> fitted(config, each)).orElse(config), backend, objective, training);
      }
      smaller = some.get();
    }
    listener.onSamplesFitted(smaller.samples(), objective.minibatches().samples());
    try (var training = new Training(backend, smaller.objective(), config.seed())) {
      return train(smaller.config(), backend, smaller.objective(), training);
    }
  }

  private static <C extends RunConfig<C>> C fitted(C config, Pace.Extent fit) {
    return config.withNumEpochs(Math.max(1, fit.epochs()));
  }

  private TrainOutcome<R> train(
      C config, Backend backend, Objective<C, R> objective, Training training) throws IOException {
    task.keep(run.path(), config);
    run.writeData(objective.dataSha256());
    run.writeConfig(task, config); // The last, since with it the folder holds a run to be resumed.
    return run(config, backend.description(), objective, training).train(TrainState.START);
  }

  private TrainOutcome<R> resume() throws IOException {
    C config = run.readConfig(task);
    Optional<R> known = run.readResult(task);
    if (known.isPresent() && known.get().completed()) {
      return new TrainOutcome<>(
          TrainOutcome.End.FINISHED,
          config.numEpochs(),
          run.readMetrics(known.get()).stream().mapToLong(EpochMetrics::step).max().orElse(0),
          known.get());
    }
    Backend backend = Backends.choose(config.backend()).backend();
    String computedOn = backends(backend);
    Objective<C, R> objective = objective(config, backend);
    run.demandData(objective.dataSha256());
    try (var training = new Training(backend, objective, config.seed())) {
      TrainingRun<C, R> resumed = run(config, computedOn, objective, training);
      TrainState state = resumed.restore();
      run.removeOutdated(task.derived());
      return resumed.train(state);
    }
  }

  /**
   * Returns the backends of a run that goes on, in their order, and tells if the bits will not be
   * those of the last one.
   */
  private String backends(Backend backend) throws IOException {
    String now = backend.description();
    if (!Files.exists(run.environment()) || !Files.exists(run.checkpoint())) {
      return now;
    }
    String before = run.readEnvironment().backend();
    if (before.equals(now) || before.endsWith(THEN + now)) {
      return before;
    }
    listener.onStage(
        "so far computed in %s, now in %s, whose last bits differ".formatted(before, now));
    return before + THEN + now;
  }

  private Objective<C, R> objective(C config, Backend backend) throws IOException {
    Objective<C, R> objective =
        task.objective(config, backend, options.threads(), listener::onStage);
    objective.compilation().demand(Runtime.getRuntime().maxMemory());
    return objective;
  }

  private TrainingRun<C, R> run(
      C config, String backends, Objective<C, R> objective, Training training) throws IOException {
    Json.write(run.environment(), Environment.now(options.threads(), backends));
    return new TrainingRun<>(run, task, config, options, listener, objective, training, began);
  }

  /** Measures what fits the budget, if training is to be fitted to it. */
  private Optional<Pace.Extent> fit(C config, Training training) throws IOException {
    Duration budget = options.budget();
    if (budget == null || options.fit() == TrainOptions.Fit.NONE) {
      return Optional.empty();
    }
    boolean within = options.fit() == TrainOptions.Fit.WITHIN;
    if (within && left(budget) <= 0) {
      throw new BudgetException(
          Duration.ofSeconds(1 + (long) (NANOS * (System.nanoTime() - began))));
    }
    listener.onStage("measuring how many epochs fit the budget");
    Pace pace = pace(training, left(budget));
    if (within) {
      EpochFit.demand(pace, budget, NANOS * (System.nanoTime() - began));
    }
    Pace.Extent fit = pace.fitting(EpochFit.MARGIN * left(budget), config.numEpochs());
    boolean shrinks = pace.shrinks() && fit.epochs() == 0 && fit.steps() < pace.stepsPerEpoch();
    if (!shrinks) {
      listener.onEpochsFitted(fit.epochs(), Duration.ofNanos((long) (pace.epoch() / NANOS)));
    }
    return Optional.of(fit);
  }

  private double left(Duration budget) {
    return NANOS * (budget.toNanos() - (System.nanoTime() - began));
  }

  private Pace pace(Training training, double seconds) throws IOException {
    double setup = NANOS * (System.nanoTime() - began);
    Path scratch = run.path().resolveSibling(run.path().getFileName() + ".pace");
    return EpochFit.measure(training, scratch, setup, seconds);
  }

  private static <C extends RunConfig<C>, R extends RunResult>
      Optional<Objective.Smaller<C, R>> smaller(Pace.Extent fit, Objective<C, R> objective) {
    Minibatches minibatches = objective.minibatches();
    return fit.epochs() > 0 || fit.steps() == minibatches.perEpoch()
        ? Optional.empty()
        : objective.learningFrom(Math.max(LEAST_SAMPLES, fit.steps() * minibatches.size()));
  }
}
