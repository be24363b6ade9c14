package org.noether.reports.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
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
   * The tasks of the source files among the words of a command line.
   *
   * @throws UncheckedIOException if one cannot be read or compiled
   */
  static List<DynamicsCommands> ofSources(List<String> words) {
    return words.stream()
        .filter(SystemKinds::isSource)
        .distinct()
        .map(source -> {
          try {
            return new DynamicsCommands(source, SystemKinds.of(source));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .toList();
  }

  /**
   * The task of a run.
   *
   * @throws IOException if the folder holds no run, or one of an unknown task
   */
  static TaskCommands<?, ?, ?> of(Path run) throws IOException {
    var folder = new RunFolder(run);
    for (TaskCommands<?, ?, ?> each : all()) {
      if (folder.holds(each.task())) {
        return each;
      }
    }
    Optional<DynamicsTask> own = DynamicsTask.ofSource(folder);
    if (own.isPresent()) {
      String source = own.get().system();
      return new DynamicsCommands(source, SystemKinds.of(run, source));
    }
    throw new IOException(
        "%s: damaged, or written by another version of Noether: its task is none of %s"
            .formatted(folder.config(), all().stream().map(each -> each.task().id()).toList()));
  }
}
