package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;

/**
 * The options of {@code train} and {@code benchmark} that belong to a task: a picocli mixin.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
public interface TaskOptions<C extends RunConfig<C>, R extends RunResult> {
  /**
   * The task, which reads its data as the options say.
   *
   * @param err where progress and notes are printed
   */
  LearningTask<C, R> task(PrintWriter err);

  /**
   * The run that the options describe.
   *
   * @param backend the name of the backend that computes
   * @param err where progress and notes are printed
   * @throws IOException if there are no data
   */
  C config(String backend, PrintWriter err) throws IOException;

  /** A sentence for each option given that has no effect. */
  List<String> notes();

  /** The name of a run in progress lines, which also begins the name of its folder. */
  String name(C config);

  /** The options given that say how data are read; they are not part of the configuration. */
  default List<String> reading() {
    return List.of();
  }
}
