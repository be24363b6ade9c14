package org.noether.reports.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.learning.group.GroupSpec;
import org.noether.learning.train.Environment;
import org.noether.learning.train.EpochMetrics;
import org.noether.learning.train.EpochTiming;
import org.noether.learning.train.LearningTask;
import org.noether.learning.train.Metric;
import org.noether.learning.train.RunConfig;
import org.noether.learning.train.RunFolder;
import org.noether.learning.train.RunResult;
import org.noether.reports.plot.Numbers;

/** A finished run as a report shows it, whatever it learned. */
public interface Run {
  /** What every run folder holds. */
  Files<?, ?> files();

  /** The error that tables show. */
  Metric metric();

  /** What tables and legends call the run, if no other needs the same name. */
  String label();

  /** All that two runs have in common which differ by their seeds only, or by epochs. */
  List<Object> configuration();

  /** Where the data come from, in words. */
  String data();

  /** The file of the data, if they are in one. */
  default Optional<Path> dataFile() {
    return Optional.empty();
  }

  /** The options of {@code evaluate} with which it was evaluated, on its test set first. */
  default List<List<String>> evaluating() {
    return List.of();
  }

  /** How the data were divided, in words. */
  String split();

  /** The options of {@code train}, beyond those of all tasks, that repeat the run. */
  List<String> arguments();

  /**
   * The files of a run.
   *
   * @param <C> its configuration
   * @param <R> its result
   * @param task the word that names its task
   * @param id the run folder's name
   * @param folder where it is
   * @param config what was trained on what
   * @param environment with what and on what
   * @param metrics what each epoch achieved
   * @param timing how long each epoch took
   * @param result what the run achieved
   */
  record Files<C extends RunConfig<C>, R extends RunResult>(
      String task,
      String id,
      RunFolder folder,
      C config,
      Environment environment,
      List<EpochMetrics> metrics,
      List<EpochTiming> timing,
      R result) {
    /**
     * Reads a run folder.
     *
     * @throws IOException if it holds no run of the task, or one that has no result yet or is
     *     damaged
     */
    public static <C extends RunConfig<C>, R extends RunResult> Files<C, R> read(
        LearningTask<C, R> task, Path path) throws IOException {
      var folder = new RunFolder(path);
      C config = folder.readConfig(task);
      R result =
          folder
              .readResult(task)
              .orElseThrow(() ->
                  new IOException(
                      "%s has no result yet; finish it with: noether train %s --resume %s"
                          .formatted(path, task.argument(), path)));
      folder.demandBest();
      return new Files<>(
          task.id(),
          path.toAbsolutePath().normalize().getFileName().toString(),
          folder,
          config,
          folder.readEnvironment(),
          folder.readMetrics(result),
          folder.readTiming(),
          result);
    }
  }

  /** The run folder's name. */
  default String id() {
    return files().id();
  }

  /** What stands behind {@code train} in the command that repeats it. */
  default String trained() {
    return files().task();
  }

  /** What was trained on what. */
  default RunConfig<?> config() {
    return files().config();
  }

  /** What the run achieved. */
  default RunResult result() {
    return files().result();
  }

  /** What each epoch achieved. */
  default List<EpochMetrics> metrics() {
    return files().metrics();
  }

  /** An error as a table shows it, with its unit if it has one. */
  default String print(double error) {
    return (Numbers.significant(error, 3) + " " + Numbers.unit(metric().unit())).strip();
  }

  /** The time spent on training and validation, in words. */
  default String duration() {
    double seconds =
        files().timing().stream().mapToDouble(t -> t.trainSeconds() + t.valSeconds()).sum();
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : "%d min %02d s".formatted((long) seconds / 60, (long) seconds % 60);
  }

  /**
   * Width, samples, epochs and time of a run: an error says little without them.
   *
   * @param width the width; empty where a name beside it says it
   * @param trained how many samples were learned from
   * @param samples what these are
   */
  static String extent(Run run, String width, int trained, String samples) {
    int planned = run.config().numEpochs();
    return String.format(
        Locale.ROOT,
        "%s%,d %s, %d%s %s, %s",
        width.isEmpty() ? "" : "k=" + width + ", ",
        trained,
        samples,
        run.result().epochs(),
        run.result().completed() ? "" : " of " + planned,
        planned == 1 ? "epoch" : "epochs",
        run.duration());
  }

  /** The name of a network, with its group and width. */
  static String network(RunConfig<?> config) {
    var netCfg = config.netCfg();
    var label = new StringBuilder(config.network());
    if (netCfg.get("group") instanceof GroupSpec group) {
      label.append(' ').append(group);
    }
    if (netCfg.containsKey("k")) {
      label.append(", k=").append(netCfg.get("k"));
    }
    return label.toString();
  }
}
