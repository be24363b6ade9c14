package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Pace;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Run;

/**
 * Runs that {@code reproduce} or {@code study} makes and reports together, and the options that
 * select them: a picocli mixin.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 */
public interface Comparison<C extends RunConfig<C>, R extends RunResult, U extends Run> {
  /** The word after {@code reproduce} or {@code study}. */
  String word();

  /** The help of the command. */
  TaskCommands.Help help();

  /** The defaults of the command's options. */
  Defaults defaults();

  /**
   * The defaults of options that all comparisons have.
   *
   * @param budget the time for all runs together
   * @param seeds runs of each configuration
   * @param out the folder for runs and report
   */
  record Defaults(Duration budget, int seeds, Path out) {}

  /**
   * The task of all runs, which reads its data as the options say.
   *
   * @param err where progress and notes are printed
   */
  LearningTask<C, R> task(PrintWriter err);

  /**
   * The runs in the order in which they are made.
   *
   * @param err where progress and notes are printed
   * @param full whether at the paper's settings
   * @throws IOException if data cannot be read
   * @throws IllegalArgumentException if there are not enough data
   */
  List<PlannedRun<C>> plan(PrintWriter err, int seeds, boolean full) throws IOException;

  /**
   * A run to be made.
   *
   * @param <C> its configuration
   * @param name the name of its folder
   * @param config what is trained
   * @param share its share of a budget, relative to the others'
   */
  record PlannedRun<C extends RunConfig<C>>(String name, C config, double share) {
    private static final Pattern SEED = Pattern.compile("-seed\\d+$");

    /** The name of the row: what the runs that differ by their seeds alone share. */
    public String row() {
      return SEED.matcher(name).replaceFirst("");
    }

    /** Returns this with another configuration. */
    public PlannedRun<C> with(C other) {
      return new PlannedRun<>(name, other, share);
    }

    /** Returns this on another backend. */
    public PlannedRun<C> withBackend(String backend) {
      return with(config.withBackend(backend));
    }
  }

  /** The options that select the same runs. */
  default List<String> arguments() {
    return List.of();
  }

  /** The files and folders named by the user that runs read where they are made. */
  default List<Path> inputs() {
    return List.of();
  }

  /** The options given that say how data are read; they are not part of a configuration. */
  default List<String> reading() {
    return List.of();
  }

  /** What runs of the same pace have in common: by default their row. */
  default Object pace(PlannedRun<C> run) {
    return run.row();
  }

  /** The seconds that {@link LearningTask#complete} and {@link #complete} take at a pace. */
  default double completing(Pace pace) {
    return 0;
  }

  /**
   * An option that names what is compared.
   *
   * @param <C> the configuration of a run
   * @param option its name
   * @param value which of its values stands for a run
   */
  record Selection<C extends RunConfig<C>>(String option, Function<PlannedRun<C>, String> value) {}

  /** The options by which less can be compared. */
  default List<Selection<C>> selections() {
    return List.of();
  }

  /**
   * Adds to a finished run what only this comparison shows, unless that is there; {@link
   * LearningTask#complete} comes first.
   *
   * @param full whether at the paper's settings
   */
  default void complete(Path run, boolean full, PrintWriter err) throws IOException {}

  /** Whether a line is printed for each epoch where there is no terminal. */
  default boolean everyEpoch() {
    return true;
  }

  /** The report on the runs, which are at least one. */
  TaskReport<U> report(List<U> runs);
}
