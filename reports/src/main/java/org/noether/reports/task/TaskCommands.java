package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;
import org.noether.reports.table.Block;
import org.noether.reports.table.Run;

/**
 * What the commands need to know of a kind of learning task.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 * @param <U> a finished run
 */
public interface TaskCommands<C extends RunConfig<C>, R extends RunResult, U extends Run> {
  /** The task as it reads the folders of its runs, whatever their data. */
  LearningTask<C, R> task();

  /** The word after {@code train} and {@code benchmark}. */
  default String word() {
    return task().id();
  }

  /** The help of {@code train}. */
  Help training();

  /** The help of {@code benchmark}. */
  Help benchmark();

  /**
   * The help of a command.
   *
   * @param description lines that say what it does
   * @param footer lines that follow the options, such as examples
   */
  record Help(String description, String footer) {}

  /** New options of {@code train}. */
  TaskOptions<C, R> options();

  /** New options of {@code benchmark}, which needs no particular data. */
  default TaskOptions<C, R> benchmarkOptions() {
    return options();
  }

  /** Options that repeat a run whose folder does not tell whether they were given. */
  default List<String> reading() {
    return List.of();
  }

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
   * Does what {@code symmetry} does for a run.
   *
   * @return the table that it prints
   * @throws IllegalArgumentException if the task's networks predict no motion
   */
  default Block.Table symmetry(Path run, Examination how, PrintWriter out) throws IOException {
    throw new IllegalArgumentException(
        "%s learned from %s, which do not move".formatted(run, task().samples()));
  }

  /** The report on some runs, at least one. */
  TaskReport<U> report(List<U> runs);

  /**
   * The file of a run that {@code evaluate} writes.
   *
   * @param data the file of other systems to evaluate on; null for the run's test set
   * @throws IOException if it depends on files that are damaged or cannot be read
   */
  default Path evaluation(Path run, @Nullable Path data) throws IOException {
    return run.resolve("evaluation.json");
  }

  /**
   * Does what {@code evaluate} does.
   *
   * @return its tables, {@link EvaluationTable#ERRORS} always
   * @throws IllegalArgumentException if there is nothing more to evaluate than the test error
   */
  default Map<EvaluationTable, Block.Table> evaluate(
      EvaluationRequest wanted, PrintWriter out, PrintWriter err) throws IOException {
    throw new IllegalArgumentException(
        "%s learned from %s, which do not move; see 'noether report %s'"
            .formatted(wanted.run(), task().samples(), wanted.run()));
  }

  /**
   * Does what {@code rollout} does.
   *
   * @return the errors at all times
   * @throws IllegalArgumentException if there is nothing that moves
   */
  default Block.Table rollout(Rollout wanted, PrintWriter out, PrintWriter err) throws IOException {
    throw new IllegalArgumentException(
        "%s learned from %s, which do not move".formatted(wanted.run(), task().samples()));
  }

  /**
   * Does what {@code predict} does.
   *
   * @param files what to predict for, at least one
   * @param skipBad whether to leave out what cannot be read or predicted
   * @param backend the backend's name; null for the one that trained
   * @throws IOException if a file cannot be read, or the task predicts nothing for files
   */
  default Predictions predict(
      Path run, List<Path> files, boolean skipBad, @Nullable String backend, PrintWriter err)
      throws IOException {
    throw new IOException(
        "%s is a run on %s, which predicts nothing for files".formatted(run, task().id()));
  }
}
