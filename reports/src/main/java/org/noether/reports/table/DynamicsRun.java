package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.task.dynamics.DataSource;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.RunFolder;
import org.noether.reports.plot.Numbers;

/**
 * A run that learned how bodies move.
 *
 * @param id the run folder's name
 * @param config what was trained on what
 * @param environment with what and on what
 * @param metrics what each epoch achieved
 * @param timing how long each epoch took
 * @param result what the run achieved
 * @param evaluation how it compares with the true system, if that was computed
 */
public record DynamicsRun(
    String id,
    DynamicsConfig config,
    Environment environment,
    List<EpochMetrics> metrics,
    List<EpochTiming> timing,
    DynamicsResult result,
    Optional<Evaluation> evaluation)
    implements Run {

  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run, or one that has no result yet
   */
  public static DynamicsRun read(Path path) throws IOException {
    var folder = new RunFolder(path);
    DynamicsConfig config = folder.readConfig();
    DynamicsResult result =
        folder
            .readResult()
            .orElseThrow(() ->
                new IOException(
                    path
                        + " has no result yet; finish it with: noether train "
                        + config.data().system()
                        + " --resume "
                        + path));
    return new DynamicsRun(
        Run.id(path),
        config,
        folder.readEnvironment(),
        folder.readMetrics(),
        folder.readTiming(),
        result,
        readEvaluation(folder));
  }

  private static Optional<Evaluation> readEvaluation(RunFolder folder) throws IOException {
    try {
      return folder.readEvaluation();
    } catch (IOException e) {
      throw new IOException(
          e.getMessage() + "; make it again with: noether evaluate " + folder.path(), e);
    }
  }

  /** The comparisons with the true system of all runs that have one. */
  static List<Evaluation> evaluations(Group<DynamicsRun> group) {
    return group.runs().stream().flatMap(run -> run.evaluation().stream()).toList();
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
    return result.valMse();
  }

  @Override
  public double testError() {
    return result.testMse();
  }

  @Override
  public String print(double error) {
    return Numbers.significant(error, 3);
  }

  @Override
  public String label() {
    return Run.network(config);
  }

  @Override
  public List<Object> configuration() {
    return List.of(
        config.network(),
        config.netCfg(),
        config.lr(),
        config.nTrain(),
        config.bs(),
        config.backend(),
        result.dataSha256());
  }

  @Override
  public String data() {
    return switch (config.data()) {
      case DataSource.Generated g ->
          String.format(
              Locale.ROOT,
              "%s: %,d systems of %d bodies in %d dimensions, generated from seed %d",
              g.system(),
              g.systems(),
              g.bodies(),
              g.dim(),
              g.seed());
      case DataSource.StoredFile file -> file.system() + ": `" + file.file() + "`";
    };
  }

  @Override
  public String split() {
    return String.format(
        Locale.ROOT,
        "%,d systems to learn from, %,d to validate, %,d to test",
        config.nTrain(),
        config.nVal(),
        config.nTest());
  }

  @Override
  public String dataSha256() {
    return result.dataSha256();
  }
}
