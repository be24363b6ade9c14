package org.noether.reports.task.molecule;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.MoleculeTask;
import org.noether.learning.task.molecule.TestPredictions;
import org.noether.learning.task.molecule.network.MoleculeNetworks;
import org.noether.learning.train.Metric;
import org.noether.learning.train.RunFolder;
import org.noether.reports.table.Replicates;
import org.noether.reports.table.Run;
import org.noether.simulation.io.Count;
import org.noether.simulation.molecule.MoleculeProperty;

/**
 * A run that learned a property of molecules.
 *
 * @param files what its folder holds
 * @param metric its error
 * @param predictions its predictions for the test molecules, if they were kept
 */
public record MoleculeRun(
    Files<MoleculeConfig, MoleculeResult> files,
    Metric metric,
    Optional<TestPredictions> predictions)
    implements Run {
  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run of the task, or one that has no result yet
   */
  static MoleculeRun read(MoleculeTask task, Path path) throws IOException {
    Files<MoleculeConfig, MoleculeResult> files = Files.read(task, path);
    return new MoleculeRun(
        files, task.metric(files.config()), TestPredictions.read(new RunFolder(path)));
  }

  @Override
  public MoleculeConfig config() {
    return files.config();
  }

  @Override
  public MoleculeResult result() {
    return files.result();
  }

  /** What is learned. */
  MoleculeProperty property() {
    return config().property();
  }

  /** The label of a group without the property, for tables and legends that name it elsewhere. */
  static String network(Replicates<MoleculeRun> group) {
    return group.label().substring(task(group.first()).length());
  }

  private static String task(MoleculeRun run) {
    return run.config().task() + ": ";
  }

  @Override
  public String label() {
    return task(this) + Run.network(config());
  }

  @Override
  public List<Object> configuration() {
    return List.of(
        config().task(),
        config().network(),
        config().netCfg(),
        config().recenter(),
        config().subsample(),
        config().lr(),
        config().bs(),
        config().backend(),
        result().dataSha256());
  }

  /** What the error was reached with. */
  String extent() {
    return extent(String.valueOf(config().netCfg().getOrDefault("k", usualWidth())));
  }

  /** The same beside {@link #network}, which says the width unless that is the usual one. */
  String extentBesideNetwork() {
    return extent(config().netCfg().containsKey("k") ? "" : usualWidth());
  }

  private String usualWidth() {
    return MoleculeNetworks.defaultWidth(config().network());
  }

  private String extent(String width) {
    return Run.extent(this, width, result().trainMolecules(), "molecules");
  }

  @Override
  public String data() {
    return "molecules: `" + config().data() + "`";
  }

  @Override
  public Optional<Path> dataFile() {
    return Optional.of(Path.of(config().data()));
  }

  @Override
  public String split() {
    return String.format(
        Locale.ROOT,
        "%s to learn from, %,d to validate, %,d to test",
        Count.of(result().trainMolecules(), "molecule"),
        result().validMolecules(),
        result().testMolecules());
  }

  @Override
  public List<String> arguments() {
    var arguments = new ArrayList<>(List.of("--task", config().task()));
    if (config().recenter()) {
      arguments.addAll(List.of("--recenter", "True"));
    }
    if (config().subsample() > 0) {
      arguments.addAll(List.of("--subsample", String.valueOf(config().subsample())));
    }
    arguments.addAll(List.of("--data", config().data()));
    config()
        .own()
        .ifPresent(own -> {
          own.unit().ifPresent(unit -> arguments.addAll(List.of("--units", unit)));
          own.atoms().ifPresent(file -> arguments.addAll(List.of("--atomref", file)));
          own.nVal().ifPresent(n -> arguments.addAll(List.of("--n_val", String.valueOf(n))));
          own.nTest().ifPresent(n -> arguments.addAll(List.of("--n_test", String.valueOf(n))));
          own.groupBy().ifPresent(key -> arguments.addAll(List.of("--group_by", key)));
        });
    return arguments;
  }
}
