package org.noether.learning.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.noether.learning.backend.Backend;
import org.noether.learning.backend.Backends;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.io.Pickles;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.ShardedSafetensors;

/**
 * The files of a run. Identity ({@code config.json}) is kept apart from circumstance ({@code
 * environment.json}, {@code timing.jsonl}): all other files are the same, byte for byte, whenever
 * and wherever a configuration is run on one backend.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** Returns the path of the configuration. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** Returns the path of the circumstances. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /** Returns the path of the data's checksum. */
  public Path data() {
    return path.resolve("data.json");
  }

  /** The data of a run, which it refuses to be continued or evaluated without. */
  private record RecordedData(String sha256) {}

  /** Records the data at the beginning of a run. */
  void writeData(String sha256) throws IOException {
    Json.write(data(), new RecordedData(sha256));
  }

  /**
   * Checks that data are those of the run, where it recorded them.
   *
   * @param sha256 of the data as they are now
   * @throws IOException if they have changed since the run began
   */
  public void demandData(String sha256) throws IOException {
    if (Files.exists(data()) && !Json.read(data(), RecordedData.class).sha256().equals(sha256)) {
      throw new IOException(
          "%s learned from other data than there are now; the data file of its config.json has"
                  .formatted(path)
              + " changed: restore it, or train anew");
    }
  }

  /** Returns the path of the metrics, a line for each epoch. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Returns the path of the durations, a line for each epoch. */
  public Path timing() {
    return path.resolve("timing.jsonl");
  }

  /** Returns the path of the checkpoint from which training resumes. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** Returns the path of the best weights, under the reference's names. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /**
   * Returns the path of the best weights as they are there: {@link #best}, or where that is missing
   * the index of several files, {@code best.safetensors.index.json}; or by Hugging Face's names
   * {@code model.safetensors} or {@code model.safetensors.index.json}.
   */
  public Path storedBest() {
    return Stream.of("best", "model")
        .flatMap(name -> Stream.of(".safetensors", ShardedSafetensors.SUFFIX).map(name::concat))
        .map(path::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElse(best());
  }

  /**
   * Checks that there are best weights.
   *
   * @throws IOException if no epoch was completed, or the file is damaged
   */
  public void demandBest() throws IOException {
    if (!Files.exists(storedBest())) {
      Optional<Path> other = pickle();
      throw new IOException(
          other.isEmpty()
              ? path + " holds no best weights yet: no epoch was completed"
              : "%s holds no best.safetensors; %s is a file of PyTorch's torch.save: write its %s"
                  .formatted(path, other.get(), Pickles.toSafetensors(other.get(), best())));
    }
    if (!storedBest().toString().endsWith(ShardedSafetensors.SUFFIX)) {
      Safetensors.check(storedBest());
    }
  }

  /** A file that torch.save wrote, if there is one. */
  private Optional<Path> pickle() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.sorted().toList()) {
        if (Pickles.recognises(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the path of the result. */
  public Path result() {
    return path.resolve("result.json");
  }

  /** Returns whether a run was begun here. */
  public boolean exists() {
    return Files.exists(config());
  }

  /**
   * Returns whether the run is one of a task.
   *
   * @throws IOException if there is no configuration or it is not valid
   */
  public boolean holds(LearningTask<?, ?> task) throws IOException {
    demandExists();
    return ConfigJson.isOf(config(), task);
  }

  /**
   * Reads the configuration of a run of a task.
   *
   * @throws IOException if there is none, it is not valid, or it is one of another task
   */
  public <C extends RunConfig<C>, R extends RunResult> C readConfig(LearningTask<C, R> task)
      throws IOException {
    demandExists();
    return ConfigJson.read(config(), task);
  }

  /**
   * Returns the backend to evaluate a run on.
   *
   * @param trained the name of the one that trained, from the configuration
   * @param wanted the name of another; null for the one that trained
   * @throws IOException if the configuration names one that is not available
   * @throws IllegalArgumentException if the other is not available
   */
  public Backend backend(String trained, @Nullable String wanted) throws IOException {
    if (wanted != null) {
      return Backends.choose(wanted).backend();
    }
    try {
      return Backends.choose(trained).backend();
    } catch (IllegalArgumentException e) {
      throw new IOException(config() + ": " + e.getMessage(), e);
    }
  }

  /** Reads the result of a run of a task, if it has ended. */
  public <C extends RunConfig<C>, R extends RunResult> Optional<R> readResult(
      LearningTask<C, R> task) throws IOException {
    return Files.exists(result())
        ? Optional.of(Json.read(result(), task.resultType()))
        : Optional.empty();
  }

  /** Reads the circumstances. */
  public Environment readEnvironment() throws IOException {
    return Json.read(environment(), Environment.class, "noether");
  }

  /**
   * Reads the metrics of a run that has ended.
   *
   * @throws IOException if they are not those of the epochs that the result names
   */
  public List<EpochMetrics> readMetrics(RunResult result) throws IOException {
    List<EpochMetrics> epochs = readMetrics();
    int[] numbers = epochs.stream().mapToInt(EpochMetrics::epoch).toArray();
    if (!Arrays.equals(numbers, IntStream.rangeClosed(1, result.epochs()).toArray())) {
      throw new IOException(
          "%s: damaged: it does not hold the %d epochs that %s names, one a line"
              .formatted(metrics(), result.epochs(), result().getFileName()));
    }
    return epochs;
  }

  /** Reads the metrics of the epochs done; none if there are none. */
  public List<EpochMetrics> readMetrics() throws IOException {
    return readLines(metrics(), EpochMetrics::parse);
  }

  /** Reads the durations of the epochs done; none if there are none. */
  public List<EpochTiming> readTiming() throws IOException {
    return readLines(timing(), (file, line) -> Json.parse(file, line, EpochTiming.class));
  }

  /** Writes the configuration. */
  public void writeConfig(LearningTask<?, ?> task, RunConfig<?> config) throws IOException {
    ConfigJson.write(config(), task, config);
  }

  /**
   * Removes what will no longer belong to the weights when training goes on.
   *
   * @param derived the names of files that are made from the best weights
   */
  void removeOutdated(List<String> derived) throws IOException {
    Files.deleteIfExists(result());
    for (String name : derived) {
      Files.deleteIfExists(path.resolve(name));
    }
  }

  /** Adds a line to a file and waits until it is on disk. */
  static void append(Path file, String line) throws IOException {
    AtomicFiles.requireFile(file);
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Keeps the first lines of a file and drops the others, including an incomplete last one. */
  static void keepLines(Path file, int count) throws IOException {
    List<String> lines = Files.exists(file) ? Json.text(file).lines().toList() : List.of();
    if (lines.size() < count) {
      throw new IOException(
          "%s has %d lines, but the checkpoint comes after epoch %d; restore the file"
              .formatted(file, lines.size(), count));
    }
    StringBuilder kept = new StringBuilder();
    lines.subList(0, count).forEach(line -> kept.append(line).append('\n'));
    AtomicFiles.write(file, out -> out.write(kept.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private void demandExists() throws IOException {
    if (Files.isRegularFile(path)) {
      throw new IOException(
          path + " is a file; name the folder of the run, which holds config.json and the weights");
    }
    if (!exists()) {
      throw new IOException(path + " is not a run: it holds no " + config().getFileName());
    }
  }

  @FunctionalInterface
  private interface Parser<T> {
    T parse(Path file, String line) throws IOException;
  }

  private static <T> List<T> readLines(Path file, Parser<T> parser) throws IOException {
    List<T> records = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Json.text(file).lines().toList()) {
        records.add(parser.parse(file, line));
      }
    }
    return records;
  }
}
