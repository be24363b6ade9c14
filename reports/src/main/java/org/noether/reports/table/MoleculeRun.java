package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.learning.task.molecule.TestPredictions;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.MoleculeMetrics;
import org.noether.learning.train.RunFolder;
import org.noether.reports.plot.Numbers;
import org.noether.simulation.molecule.Qm9Property;

/**
 * A run that learned a property of molecules.
 *
 * @param id the run folder's name
 * @param config what was trained on what
 * @param environment with what and on what
 * @param metrics what each epoch achieved
 * @param timing how long each epoch took
 * @param result what the run achieved
 * @param predictions what it says of the test molecules, if that was kept
 */
public record MoleculeRun(
    String id,
    MoleculeConfig config,
    Environment environment,
    List<MoleculeMetrics> metrics,
    List<EpochTiming> timing,
    MoleculeResult result,
    Optional<TestPredictions> predictions)
    implements Run {
  private static final int USUAL_WIDTH = 1536;
  private static final int GRAPH_WIDTH = 64;

  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run, or one that has no result yet
   */
  public static MoleculeRun read(Path path) throws IOException {
    var folder = new RunFolder(path);
    MoleculeConfig config = folder.readMoleculeConfig();
    MoleculeResult result =
        folder
            .readMoleculeResult()
            .orElseThrow(() ->
                new IOException(
                    path
                        + " has no result yet; finish it with: noether train molec --resume "
                        + path));
    return new MoleculeRun(
        Run.id(path),
        config,
        folder.readEnvironment(),
        folder.readMoleculeMetrics(),
        folder.readTiming(),
        result,
        TestPredictions.read(folder));
  }

  /** What is learned. */
  Qm9Property property() {
    return config.property();
  }

  /** What legends and tables call the network of a group, where the property is told already. */
  static String network(Group<MoleculeRun> group) {
    return group.label().substring(task(group.first()).length());
  }

  /** What the run had, in words: no error of it means anything without. */
  String extent() {
    return String.format(
        Locale.ROOT,
        "k=%s, %,d molecules, %d%s %s, %s",
        width(),
        result.trainMolecules(),
        result.epochs(),
        result.completed() ? "" : " of " + config.numEpochs(),
        config.numEpochs() == 1 ? "epoch" : "epochs",
        duration());
  }

  private Object width() {
    return config
        .netCfg()
        .getOrDefault("k", config.network().equals("MolecGN") ? GRAPH_WIDTH : USUAL_WIDTH);
  }

  private static String task(MoleculeRun run) {
    return run.config.task() + ": ";
  }

  @Override
  public int bestEpoch() {
    return result.bestEpoch();
  }

  @Override
  public int epochs() {
    return result.epochs();
  }

  @Override
  public double validationError() {
    return result.valMae();
  }

  @Override
  public double testError() {
    return result.testMae();
  }

  @Override
  public String print(double error) {
    return Numbers.significant(error, 3) + " " + property().unit();
  }

  @Override
  public String label() {
    return task(this) + Run.network(config);
  }

  @Override
  public List<Object> configuration() {
    return List.of(
        config.task(),
        config.network(),
        config.netCfg(),
        config.recenter(),
        config.subsample(),
        config.lr(),
        config.bs(),
        config.backend(),
        result.dataSha256());
  }

  @Override
  public String data() {
    return "molecules: `" + config.data() + "`";
  }

  @Override
  public String split() {
    return String.format(
        Locale.ROOT,
        "%,d molecules to learn from, %,d to validate, %,d to test",
        result.trainMolecules(),
        result.validMolecules(),
        result.testMolecules());
  }

  @Override
  public String dataSha256() {
    return result.dataSha256();
  }
}
