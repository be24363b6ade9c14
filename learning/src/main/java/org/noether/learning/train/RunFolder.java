package org.noether.learning.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.noether.learning.task.dynamics.DynamicsConfig;
import org.noether.learning.task.dynamics.DynamicsResult;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.task.molecule.MoleculeConfig;
import org.noether.learning.task.molecule.MoleculeResult;
import org.noether.simulation.io.AtomicFiles;
import tools.jackson.databind.JsonNode;

/**
 * What a run leaves on disk. Identity ({@code config.json}) is kept apart from circumstance ({@code
 * environment.json}, {@code timing.jsonl}): all other files are the same, byte for byte, whenever
 * and wherever a configuration is run on one backend.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** Returns where the configuration is. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** Returns where the circumstances are. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /** Returns where the metrics are, a line for each epoch. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** Returns where the durations are, a line for each epoch. */
  public Path timing() {
    return path.resolve("timing.jsonl");
  }

  /** Returns where the state is from which training resumes. */
  public Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  /** Returns where the best weights are, under the reference's names. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** Returns where the result is. */
  public Path result() {
    return path.resolve("result.json");
  }

  /** Returns where the comparison with the true system is. */
  public Path evaluation() {
    return path.resolve("evaluation.json");
  }

  /** Returns where the scales of a run on molecules are. */
  public Path scale() {
    return path.resolve("scale.json");
  }

  /** Returns whether a run was begun here. */
  public boolean exists() {
    return Files.exists(config());
  }

  /**
   * Reads the configuration.
   *
   * @throws IOException if there is none or it is not valid
   */
  public DynamicsConfig readConfig() throws IOException {
    demandExists();
    return ConfigJson.read(config());
  }

  /**
   * Returns whether the run is one on molecules.
   *
   * @throws IOException if there is no configuration or it is not valid
   */
  public boolean holdsMolecules() throws IOException {
    demandExists();
    return Json.read(config(), JsonNode.class).has("task");
  }

  /**
   * Reads the configuration of a run on molecules.
   *
   * @throws IOException if there is none or it is not valid
   */
  public MoleculeConfig readMoleculeConfig() throws IOException {
    demandExists();
    return ConfigJson.readMolecules(config());
  }

  /** Reads the metrics of the epochs done by a run on molecules; none if there are none. */
  public List<MoleculeMetrics> readMoleculeMetrics() throws IOException {
    return readLines(metrics(), MoleculeMetrics.class);
  }

  /** Reads the result of a run on molecules, if it has ended. */
  public Optional<MoleculeResult> readMoleculeResult() throws IOException {
    return readIfThere(result(), MoleculeResult.class);
  }

  /** Reads the circumstances. */
  public Environment readEnvironment() throws IOException {
    return Json.read(environment(), Environment.class);
  }

  /** Reads the metrics of the epochs done; none if there are none. */
  public List<EpochMetrics> readMetrics() throws IOException {
    return readLines(metrics(), EpochMetrics.class);
  }

  /** Reads the durations of the epochs done; none if there are none. */
  public List<EpochTiming> readTiming() throws IOException {
    return readLines(timing(), EpochTiming.class);
  }

  /** Reads the result, if the run has ended. */
  public Optional<DynamicsResult> readResult() throws IOException {
    return readIfThere(result(), DynamicsResult.class);
  }

  /** Reads the comparison with the true system, if it was made. */
  public Optional<Evaluation> readEvaluation() throws IOException {
    return Files.exists(evaluation())
        ? Optional.of(Json.read(evaluation(), Evaluation.class, "equivariance"))
        : Optional.empty();
  }

  /** Adds a line to a file and waits until it is on disk. */
  static void append(Path file, Object content) throws IOException {
    try {
      Files.writeString(
          file,
          Json.line(content) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Drops all lines of a file after the first ones, and what may be left of a torn one. */
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
    if (!exists()) {
      throw new IOException(path + " is not a run: it holds no " + config().getFileName());
    }
  }

  private static <T> List<T> readLines(Path file, Class<T> type) throws IOException {
    List<T> records = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Json.text(file).lines().toList()) {
        records.add(Json.parse(file, line, type));
      }
    }
    return records;
  }

  private static <T> Optional<T> readIfThere(Path file, Class<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
  }
}
