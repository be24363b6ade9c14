package org.noether.reports.task.dynamics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.dynamics.SystemKinds;
import org.noether.learning.train.Metric;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Replicates;
import org.noether.reports.table.Run;
import org.noether.simulation.io.Count;
import org.noether.simulation.trajectory.SystemSize;

/**
 * A run that learned how bodies move.
 *
 * @param files what its folder holds
 * @param metric its error
 * @param evaluation how it compares with the true system, if that was computed
 * @param others the same on other systems than those of the test set, by the name of their file
 */
public record DynamicsRun(
    Files<DynamicsConfig, DynamicsResult> files,
    Metric metric,
    Optional<Evaluation> evaluation,
    SortedMap<String, Evaluation> others)
    implements Run {
  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run of the task, or one that has no result yet
   */
  static DynamicsRun read(DynamicsTask task, Path path) throws IOException {
    Files<DynamicsConfig, DynamicsResult> files = Files.read(task, path);
    try {
      var run = new RunFolder(path);
      return new DynamicsRun(
          files, task.metric(files.config()), Evaluation.read(run), Evaluation.readOthers(run));
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; make it again with: noether evaluate " + path, e);
    }
  }

  /** The comparisons with the true system of all runs that have one. */
  static List<Evaluation> evaluations(Replicates<DynamicsRun> group) {
    return group.runs().stream().flatMap(run -> run.evaluation().stream()).toList();
  }

  /** Whether its systems are bodies in space, as far as that is known. */
  boolean inSpace() {
    return evaluation
        .flatMap(Evaluation::inSpace)
        .orElseGet(() -> SystemNames.inSpace(config().data().system()));
  }

  @Override
  public DynamicsConfig config() {
    return files.config();
  }

  @Override
  public DynamicsResult result() {
    return files.result();
  }

  @Override
  public String label() {
    return Run.network(config());
  }

  @Override
  public String trained() {
    String system = config().data().system();
    return SystemKinds.isSource(system)
        ? SystemKinds.repeatable(files().folder().path(), system)
        : system;
  }

  @Override
  public List<Object> configuration() {
    return List.of(
        config().network(),
        config().netCfg(),
        config().lr(),
        config().nTrain(),
        config().bs(),
        config().backend(),
        result().dataSha256());
  }

  @Override
  public String data() {
    return switch (config().data()) {
      case DataSource.Generated g ->
          String.format(
              Locale.ROOT,
              "%s: %s of %s, generated from seed %d",
              g.system(),
              Count.of(g.systems(), "system"),
              SystemSize.text(SystemNames.inSpace(g.system()), g.bodies(), g.dim()),
              g.seed());
      case DataSource.StoredFile file -> file.system() + ": `" + file.file() + "`";
    };
  }

  @Override
  public Optional<Path> dataFile() {
    return config().data() instanceof DataSource.StoredFile stored
        ? Optional.of(Path.of(stored.file()))
        : Optional.empty();
  }

  @Override
  public List<List<String>> evaluating() {
    var onFiles = others().values().stream().filter(each -> each.data().isPresent());
    return Stream.concat(evaluation().stream(), onFiles).map(DynamicsRun::options).toList();
  }

  private static List<String> options(Evaluation evaluation) {
    String systems = String.valueOf(evaluation.systems());
    String steps = String.valueOf(evaluation.times().length - 1);
    var options = new ArrayList<>(List.of("--systems", systems, "--steps", steps));
    evaluation.data().ifPresent(file -> options.addAll(List.of("--data", file)));
    return options;
  }

  @Override
  public String split() {
    return String.format(
        Locale.ROOT,
        "%s to learn from, %,d to validate, %,d to test",
        Count.of(config().nTrain(), "system"),
        config().nVal(),
        config().nTest());
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<>(List.of("--n_train", String.valueOf(config().nTrain())));
    DynamicsConfig defaults = DynamicsConfig.defaults(config().network());
    if (config().nVal() != defaults.nVal()) {
      arguments.addAll(List.of("--n_val", String.valueOf(config().nVal())));
    }
    if (config().nTest() != defaults.nTest()) {
      arguments.addAll(List.of("--n_test", String.valueOf(config().nTest())));
    }
    if (config().data() instanceof DataSource.StoredFile file) {
      arguments.addAll(List.of("--data", file.file()));
      file.names().ifPresent(names -> arguments.addAll(NameOptions.arguments(names)));
    }
    arguments.addAll(ClassPathOption.arguments(classPath()));
    return arguments;
  }

  /** Where the class of its systems was found; empty if that needs no class path. */
  private String classPath() {
    try {
      return SystemKinds.classPath(files().folder().path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
