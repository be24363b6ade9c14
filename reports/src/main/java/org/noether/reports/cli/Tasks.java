package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.SystemKinds;
import org.noether.learning.train.RunFolder;
import org.noether.reports.task.TaskCommands;
import org.noether.reports.task.dynamics.DynamicsCommands;
import org.noether.reports.task.image.ImageCommands;
import org.noether.reports.task.molecule.MoleculeCommands;
import org.noether.simulation.trajectory.SystemKind;

/** The registry of learning tasks: one line registers a task. */
final class Tasks {
  private Tasks() {}

  /** All tasks: the dynamics of each kind of system, of one's own trajectories, and others. */
  static List<TaskCommands<?, ?, ?>> all() {
    var all = new ArrayList<TaskCommands<?, ?, ?>>();
    SystemKind.KNOWN.all().forEach(kind -> all.add(new DynamicsCommands(kind)));
    all.add(new DynamicsCommands(SystemKind.OWN));
    all.add(new MoleculeCommands());
    all.add(new ImageCommands());
    return all;
  }

  /**
   * The task of a user's system that a command line names: by a source file, or with a class path
   * by a class or what a service is called.
   *
   * @param word what stands where the task is named
   * @throws IOException if a source file or a class path cannot be read
   * @throws IllegalArgumentException if there is no such class
   */
  static Optional<DynamicsCommands> ofUser(String word, String classPath) throws IOException {
    boolean named = !classPath.isEmpty() && all().stream().noneMatch(e -> e.word().equals(word));
    return named || SystemKinds.isSource(word)
        ? Optional.of(new DynamicsCommands(word, SystemKinds.find(word, classPath), classPath))
        : Optional.empty();
  }

  /**
   * The task of a run.
   *
   * @param classPath folders and jars with the class of its systems; empty for those that it was
   *     made with
   * @throws IOException if the folder holds no run, or one of an unknown task
   */
  static TaskCommands<?, ?, ?> of(Path run, String classPath) throws IOException {
    var folder = new RunFolder(run);
    if (folder.exists()) {
      Optional<DynamicsTask> users = DynamicsTask.ofUsers(folder, classPath);
      if (users.isPresent()) {
        String system = users.get().system();
        return new DynamicsCommands(system, users.get().kind(run, system), classPath);
      }
    }
    for (TaskCommands<?, ?, ?> each : all()) {
      if (folder.holds(each.task())) {
        return each;
      }
    }
    throw new IOException(
        "%s: damaged, or written by another version of Noether: its task is none of %s"
            .formatted(folder.config(), all().stream().map(each -> each.task().id()).toList()));
  }
}
