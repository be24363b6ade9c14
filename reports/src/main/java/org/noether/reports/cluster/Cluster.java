package org.noether.reports.cluster;

import java.io.IOException;
import java.io.Serializable;

/** Machines, or processors of this one, that run tasks. Thread-safe. */
public interface Cluster extends AutoCloseable {
  /** How many tasks run at once, as far as is known now; at least one. */
  int slots();

  /** How many processors a task has. */
  int processorsPerTask();

  /** Whether tasks run in this process, so that its files are theirs. */
  boolean isLocal();

  /**
   * Runs a task and waits for its result. Should its machine be lost, it runs again elsewhere.
   *
   * @param <T> the type of the result
   * @param name what it does, for people
   * @param receiver answers what the task asks meanwhile, on other threads
   * @throws IOException if the task fails with one, is lost too often, or the program is being
   *     stopped
   * @throws RuntimeException if the task fails with one
   */
  <T extends Serializable> T run(String name, Task<T> task, Link receiver) throws IOException;

  /** Ends all tasks and lets the machines go. */
  @Override
  void close();

  /**
   * What runs elsewhere. It gets there with all its fields, by Java's serialisation.
   *
   * @param <T> the type of the result
   */
  @FunctionalInterface
  interface Task<T extends Serializable> extends Serializable {
    /**
     * Runs the task.
     *
     * @throws IOException if it fails
     */
    T run(Place place) throws IOException;
  }

  /**
   * Where a task runs.
   *
   * @param processors how many processors it has
   * @param link the way back to who started it
   */
  record Place(int processors, Link link) {}

  /** The way from a running task to who started it. */
  @FunctionalInterface
  interface Link {
    /**
     * Sends a message and waits for the answer.
     *
     * @throws IOException if that is not possible
     */
    Serializable ask(Serializable question) throws IOException;
  }
}
