package org.noether.reports.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.noether.reports.cluster.Cluster;
import org.noether.simulation.trajectory.TrajectoryBlock;
import org.noether.simulation.trajectory.TrajectoryTask;
import org.noether.simulation.trajectory.TrajectoryWorkers;

/**
 * Computes the trajectories of {@code generate} on a cluster.
 *
 * @param cluster the cluster
 * @param words the command line
 */
record GenerateWorkers(Cluster cluster, ArrayList<String> words) implements TrajectoryWorkers {
  /** A task with the command line that tells what is to be made. */
  private record Task(ArrayList<String> words, TrajectoryTask task)
      implements Cluster.Task<ArrayList<TrajectoryBlock>> {
    @Override
    public ArrayList<TrajectoryBlock> run(Cluster.Place place) throws IOException {
      return new ArrayList<>(task.run(SentCommand.of(words, GenerateCommand.class).request()));
    }
  }

  @Override
  public int slots() {
    return cluster.slots();
  }

  @Override
  public boolean shareFiles() {
    return cluster.isLocal();
  }

  @Override
  public List<TrajectoryBlock> run(TrajectoryTask task) throws IOException {
    int first = task.firstOfFile() + task.from();
    int last = task.firstOfFile() + task.to() - 1;
    String name = String.format(Locale.ROOT, "systems %,d to %,d", first, last);
    return cluster.run(name, new Task(words, task), Cluster.Link.NONE);
  }
}
