package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Block;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Run;

/**
 * Runs that are made and reported together, by {@code reproduce} or {@code study}, and the options
 * that say which: a mixin that picocli fills.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 */
public interface Comparison<C extends RunConfig<C>, R extends RunResult, U extends Run> {

  /** The word that asks for it. */
  String word();

  /** What the command does, for its help. */
  TaskCommands.Help help();

  /** What holds where options are not given. */
  Defaults defaults();

  /**
   * What holds where options are not given.
   *
   * @param budget the time for everything
   * @param seeds runs of each configuration
   * @param out the folder for runs and report
   */
  record Defaults(Duration budget, int seeds, Path out) {}

  /**
   * The task of all runs, reading its data as the options say; the same each time.
   *
   * @param err where progress and notes go
   */
  LearningTask<C, R> task(PrintWriter err);

  /**
   * The runs, in their order.
   *
   * @param err where progress and notes go
   * @param full whether at the paper's settings
   * @throws IOException if data cannot be read
   * @throws IllegalArgumentException if there are not enough data
   */
  List<PlannedRun<C>> plan(PrintWriter err, int seeds, boolean full) throws IOException;

  /** The options that ask for the same runs. */
  List<String> words();

  /** The options given that say how data are read, not what a run is. */
  default List<String> reading() {
    return List.of();
  }

  /** The part of a run's time that is for training; the rest is for {@link #complete}. */
  default Duration forTraining(Duration time) {
    return time;
  }

  /**
   * Adds to a finished run what its report shows beyond the errors, unless that is there.
   *
   * @param full whether at the paper's settings
   */
  default void complete(Path run, boolean full, PrintWriter err) throws IOException {}

  /** Whether each epoch has a line where there is no terminal. */
  boolean everyEpoch();

  /** The report. */
  Page report(List<U> runs, Provenance provenance);

  /** The table of test errors, by itself. */
  Block.Table errors(List<U> runs);
}
