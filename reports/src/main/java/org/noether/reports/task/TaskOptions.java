package org.noether.reports.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunResult;

/**
 * The options that say what a command trains: a mixin that picocli fills.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
public interface TaskOptions<C extends RunConfig<C>, R extends RunResult> {

  /**
   * The task, reading its data as the options say.
   *
   * @param err where progress and notes go
   */
  LearningTask<C, R> task(PrintWriter err);

  /**
   * What is trained.
   *
   * @param backend the name of the backend that computes
   * @throws IOException if there are no data
   */
  C config(String backend) throws IOException;

  /** One sentence for each option given that does not do what its name promises. */
  List<String> notes();

  /** What lines on a run's progress begin with. */
  String name(C config);

  /** What the names of new folders in {@code runs} begin with. */
  String folder(C config);

  /** The options given that say how data are read, not what the run is. */
  default List<String> reading() {
    return List.of();
  }
}
