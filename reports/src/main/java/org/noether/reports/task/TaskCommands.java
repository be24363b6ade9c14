package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Page;
import org.noether.reports.table.Provenance;
import org.noether.reports.table.Run;

/**
 * A kind of learning task as commands and reports see it.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 */
public interface TaskCommands<C extends RunConfig<C>, R extends RunResult, U extends Run> {

  /** The task, good for reading the files of any of its runs. */
  LearningTask<C, R> task();

  /** What {@code train} does, for its help. */
  Help training();

  /** What {@code benchmark} does, for its help. */
  Help benchmark();

  /** The options of {@code train} and {@code benchmark}. */
  TaskOptions<C, R> options();

  /** The runs of {@code reproduce}, if the paper has any. */
  default Optional<Comparison<C, R, U>> reproduction() {
    return Optional.empty();
  }

  /** The runs of {@code study}, if the paper has any. */
  default Optional<Comparison<C, R, U>> study() {
    return Optional.empty();
  }

  /** What a run achieved, in words. */
  String achieved(C config, R result);

  /** The commands to go on with after training, in words. */
  String next(Path run);

  /**
   * Reads a finished run.
   *
   * @throws IOException if the folder holds no run of the task, or one that has no result yet
   */
  U read(Path run) throws IOException;

  /**
   * The report on some runs.
   *
   * @param runs at least one
   * @throws IllegalArgumentException if their errors do not compare
   */
  Page report(List<U> runs, Provenance provenance);

  /**
   * Does what {@code evaluate} does.
   *
   * @param systems how many test samples are followed
   * @param steps for how long
   * @throws IllegalArgumentException if there is nothing more to evaluate than the test error
   */
  default void evaluate(Path run, int systems, int steps, PrintWriter out, PrintWriter err)
      throws IOException {
    throw new IllegalArgumentException(
        "%s learned from %s, which do not move; see 'noether report %s'"
            .formatted(run, task().samples(), run));
  }

  /**
   * Does what {@code predict} does.
   *
   * @param file what to predict for
   * @param csv where to write predictions; null to print them
   * @param skipBad whether to leave out what cannot be read or predicted
   * @throws IOException if a file cannot be read, or the task predicts nothing for files
   */
  default void predict(
      Path run, Path file, @Nullable Path csv, boolean skipBad, PrintWriter out, PrintWriter err)
      throws IOException {
    throw new IOException(
        "%s is a run on %s, which predicts nothing for files".formatted(run, task().id()));
  }

  /**
   * The text of a command's help.
   *
   * @param description what it does, line by line
   * @param footer what follows the options, such as examples, line by line
   */
  record Help(List<String> description, List<String> footer) {}
}
