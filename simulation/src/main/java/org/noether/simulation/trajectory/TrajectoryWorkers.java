package org.noether.simulation.trajectory;

import java.io.IOException;
import java.util.List;

/** Computes trajectories elsewhere than on the threads of this process. */
public interface TrajectoryWorkers {
  /** How many tasks run at once. */
  int slots();

  /** Whether tasks can write to the files of this process. */
  boolean shareFiles();

  /**
   * Runs a task with the request that is being met, and waits. Called by many threads at once.
   *
   * @throws IOException if it fails
   */
  List<TrajectoryBlock> run(TrajectoryTask task) throws IOException;
}
