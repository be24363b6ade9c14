package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.EvaluationOptions;
import org.noether.learning.task.dynamics.Evaluator;
import org.noether.learning.task.dynamics.SharedData;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.learning.train.Trainer;
import org.noether.reports.table.DynamicsRun;

/**
 * How networks learn motions.
 *
 * @param aim what the runs are for
 * @param limited whether there is a budget
 * @param data trajectories for all runs
 */
record DynamicsTrial(Aim aim, boolean limited, SharedData data)
    implements Trial<DynamicsConfig, DynamicsRun> {
  /** The part of a run's time that is for evaluating it. */
  private static final int EVALUATION_FRACTION = 8;

  /** How many systems are followed within a budget. */
  private static final int FEW_SYSTEMS = 20;

  /** What runs are for. */
  enum Aim {
    /** Each network is also followed over long times; every epoch is told. */
    ROLLOUTS,
    /** Only the errors count, of many runs; each is told in a few lines. */
    ERRORS
  }

  @Override
  public void demand(DynamicsConfig config) throws IOException {
    data.demand(config);
  }

  @Override
  public RunConfig readConfig(Path run) throws IOException {
    return new RunFolder(run).readConfig();
  }

  @Override
  public TrainOutcome<?> begin(
      DynamicsConfig config, Path run, TrainOptions options, TrainListener listener)
      throws IOException {
    return Trainer.run(config, run, options.withData(data), listener);
  }

  @Override
  public TrainOutcome<?> resume(Path run, TrainOptions options, TrainListener listener)
      throws IOException {
    return Trainer.resume(run, options.withData(data), listener);
  }

  @Override
  public Duration forTraining(Duration time) {
    return everyEpoch() ? time.minus(time.dividedBy(EVALUATION_FRACTION)) : time;
  }

  @Override
  public void evaluate(Path run, PrintWriter err) throws IOException {
    if (aim != Aim.ROLLOUTS || new RunFolder(run).readEvaluation().isPresent()) {
      return;
    }
    EvaluationOptions defaults = EvaluationOptions.defaults();
    err.println(run.getFileName() + ": rollouts against the true system");
    Evaluator.evaluate(
        run,
        new EvaluationOptions(
            limited ? FEW_SYSTEMS : defaults.systems(), defaults.steps(), 1, defaults.threads()),
        (_, _) -> {});
  }

  @Override
  public DynamicsRun read(Path run) throws IOException {
    return DynamicsRun.read(run);
  }

  @Override
  public boolean everyEpoch() {
    return aim == Aim.ROLLOUTS;
  }
}
