package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.Evaluation;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.TrainConfig;
import org.noether.learning.train.TrainResult;

/**
 * A finished run as a report shows it.
 *
 * @param id the run folder's name
 * @param config what was trained on what
 * @param environment with what and on what
 * @param metrics what each epoch achieved
 * @param timing how long each epoch took
 * @param result what the run achieved
 * @param evaluation how it compares with the true system, if that was computed
 */
public record Run(
    String id,
    TrainConfig config,
    Environment environment,
    List<EpochMetrics> metrics,
    List<EpochTiming> timing,
    TrainResult result,
    Optional<Evaluation> evaluation) {

  /**
   * Reads a run folder.
   *
   * @throws IOException if it holds no run, or one that has no result yet
   */
  public static Run read(Path path) throws IOException {
    var folder = new RunFolder(path);
    TrainConfig config = folder.readConfig();
    TrainResult result =
        folder
            .readResult()
            .orElseThrow(() ->
                new IOException(
                    path
                        + " has no result yet; finish it with: noether train "
                        + config.data().system()
                        + " --resume "
                        + path));
    return new Run(
        path.toAbsolutePath().normalize().getFileName().toString(),
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

  /** Seconds spent on training and validation. */
  double seconds() {
    return timing.stream().mapToDouble(t -> t.trainSeconds() + t.valSeconds()).sum();
  }
}
