package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.SharedMolecules;
import org.noether.learning.task.molecule.TestPredictions;
import org.noether.learning.train.MoleculeTrainer;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.reports.table.MoleculeRun;

/**
 * How networks learn properties of molecules.
 *
 * @param molecules those of all runs
 */
record MoleculeTrial(SharedMolecules molecules) implements Trial<MoleculeConfig, MoleculeRun> {
  /** The part of a run's time that is for predicting the test molecules once more. */
  private static final int PREDICTION_FRACTION = 20;

  @Override
  public void demand(MoleculeConfig config) throws IOException {
    molecules.load(Path.of(config.data())).targets(config.property());
  }

  @Override
  public RunConfig readConfig(Path run) throws IOException {
    return new RunFolder(run).readMoleculeConfig();
  }

  @Override
  public TrainOutcome<?> begin(
      MoleculeConfig config, Path run, TrainOptions options, TrainListener listener)
      throws IOException {
    return MoleculeTrainer.run(config, run, options, molecules, listener);
  }

  @Override
  public TrainOutcome<?> resume(Path run, TrainOptions options, TrainListener listener)
      throws IOException {
    return MoleculeTrainer.resume(run, options, molecules, listener);
  }

  @Override
  public Duration forTraining(Duration time) {
    return time.minus(time.dividedBy(PREDICTION_FRACTION));
  }

  @Override
  public void evaluate(Path run, PrintWriter err) throws IOException {
    if (TestPredictions.read(new RunFolder(run)).isEmpty()) {
      TestPredictions.make(run, molecules);
    }
  }

  @Override
  public MoleculeRun read(Path run) throws IOException {
    return MoleculeRun.read(run);
  }

  @Override
  public boolean everyEpoch() {
    return true;
  }
}
