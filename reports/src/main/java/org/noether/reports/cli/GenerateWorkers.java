package org.noether.reports.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.noether.learning.train.StopFlag;
import org.noether.reports.cluster.Cluster;
import org.noether.simulation.trajectory.TrajectoryBlock;
import org.noether.simulation.trajectory.TrajectoryTask;
import org.noether.simulation.trajectory.TrajectoryWorkers;

/**
 * Computes the trajectories of {@code generate} on a cluster.
 *
 * @param cluster the cluster
 * @param words the command line
 * @param stop requests to stop
 */
record GenerateWorkers(Cluster cluster, ArrayList<String> words, StopFlag stop)
    implements TrajectoryWorkers {
  /** A task with the command line that tells what is to be made. */
  private record Task(ArrayList<String> words, TrajectoryTask task)
      implements Cluster.Task<ArrayList<TrajectoryBlock>> {
    /** Computes the trajectories, unless the user asked to stop before it began. */
    @Override
    public ArrayList<TrajectoryBlock> run(Cluster.Place place) throws IOException {
      if ((Boolean) place.link().ask(IS_STOPPED)) {
        return new ArrayList<>();
      }
      return new ArrayList<>(task.run(SentCommand.of(words, GenerateCommand.class).request()));
    }
  }

  private static final String IS_STOPPED = "is stopped";

  @Override
  public int slots() {
    return cluster.slots();
  }

  @Override
  public boolean shareFiles() {
    return cluster.isLocal();
  }

  /**
   * Runs a task.
   *
   * @throws CancellationException if the user asked to stop
   */
  @Override
  public List<TrajectoryBlock> run(TrajectoryTask task) throws IOException {
    int first = task.firstOfFile() + task.from();
    int last = task.firstOfFile() + task.to() - 1;
    String name = String.format(Locale.ROOT, "systems %,d to %,d", first, last);
    List<TrajectoryBlock> blocks = List.of();
    if (!stop.isRequested()) {
      blocks = cluster.run(name, new Task(words, task), _ -> stop.isRequested());
    }
    if (blocks.isEmpty()) {
      throw new CancellationException("stopped");
    }
    return blocks;
  }
}
