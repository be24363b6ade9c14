package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.noether.learning.backend.Backend;
import tools.jackson.databind.JsonNode;

/**
 * A kind of learning task: everything about data, networks, loss and results that the training
 * engine itself does not know. {@link Trainer} and {@link StepBenchmark} take one.
 *
 * @param <C> the configuration of a run
 * @param <R> the result of a run
 */
public interface LearningTask<C extends RunConfig<C>, R extends RunResult> {
  /** Returns the word that names the task on the command line and in {@code config.json}. */
  String id();

  /** Returns what the command line calls the task, if that is longer than the word. */
  default String argument() {
    return id();
  }

  /** Returns what the samples are called, in the plural: {@code systems}, {@code molecules}. */
  String samples();

  /** Returns the type of {@code config.json}, a record. */
  Class<C> configType();

  /** Returns the type of {@code result.json}, a record. */
  Class<R> resultType();

  /** Returns the error by which the best epoch is chosen. */
  Metric metric(C config);

  /**
   * Refuses a configuration that cannot be trained, before anything is trained or written.
   *
   * @throws IOException if data that must be read for it cannot be
   * @throws IllegalArgumentException if it names something unknown or does not suit its data
   */
  void check(C config) throws IOException;

  /**
   * Reads or makes the data of a checked configuration now, where the check has not, so that the
   * pace of training can be measured without them.
   *
   * @throws IOException if they cannot be read
   */
  default void prepare(C config) throws IOException {}

  /**
   * Reads or makes the data and sets up the network and its loss.
   *
   * @param threads how many threads compute
   * @param stage receives the name of each stage that takes a while
   * @throws IOException if the data cannot be read
   * @throws IllegalArgumentException if the configuration names something unknown or does not suit
   *     its data
   */
  Objective<C, R> objective(C config, Backend backend, int threads, Consumer<String> stage)
      throws IOException;

  /**
   * Writes into the folder of a new run what it needs to be repeated, beside its configuration.
   *
   * @param run the folder
   * @throws IOException if something cannot be read or written
   */
  default void keep(Path run, C config) throws IOException {}

  /**
   * Writes into the folder of a finished run what its report shows beyond the errors, unless it is
   * there already.
   *
   * @throws IOException if the run or its data cannot be read, or a file cannot be written
   */
  default void complete(Path run) throws IOException {}

  /**
   * Returns the names of files in a run's folder that are made from its best weights afterwards.
   */
  default List<String> derived() {
    return List.of();
  }

  /** Returns a configuration with equally long steps that needs as few data as possible. */
  default C benchmarked(C config) {
    return config;
  }

  /**
   * Returns whether a {@code config.json} without the name of a task, as the first version wrote
   * it, belongs to this task.
   */
  default boolean wroteUnnamed(JsonNode config) {
    return false;
  }
}
