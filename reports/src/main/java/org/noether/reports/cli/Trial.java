package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.TrainListener;
import org.noether.learning.train.TrainOptions;
import org.noether.learning.train.TrainOutcome;
import org.noether.reports.table.Run;

/**
 * How runs of one kind are made.
 *
 * @param <C> what is trained
 * @param <R> what a report shows of it
 */
interface Trial<C extends RunConfig, R extends Run> {

  /** Demands, before anything is trained, that a configuration can be. */
  void demand(C config) throws IOException;

  /** Reads the configuration of a run that was begun. */
  RunConfig readConfig(Path run) throws IOException;

  /** Trains from the beginning. */
  TrainOutcome<?> begin(C config, Path run, TrainOptions options, TrainListener listener)
      throws IOException;

  /** Goes on with a run. */
  TrainOutcome<?> resume(Path run, TrainOptions options, TrainListener listener) throws IOException;

  /** The part of a run's time that is for training; the rest is for {@link #evaluate}. */
  Duration forTraining(Duration time);

  /** Adds to a finished run what its report shows beyond the errors, unless that is there. */
  void evaluate(Path run, PrintWriter err) throws IOException;

  /** Reads a finished run. */
  R read(Path run) throws IOException;

  /** Whether each epoch is told. */
  boolean everyEpoch();
}
