package org.noether.reports.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.noether.learning.task.dynamics.DynamicsTask;
import org.noether.learning.task.dynamics.Evaluation;
import org.noether.learning.train.RunFolder;
import org.noether.reports.cli.Main;
import org.noether.reports.console.PythonConverters;
import org.noether.reports.task.dynamics.OwnGenerators;
import org.noether.simulation.array.ArrayCopy;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.image.ImageFiles;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.DatasetManifest;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.ShardedSafetensors;
import org.noether.simulation.io.TensorData;
import org.noether.simulation.molecule.AtomReferences;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.MoleculeCache;
import org.noether.simulation.molecule.MoleculeFiles;
import org.noether.simulation.molecule.Qm9;
import org.noether.simulation.symmetry.Coordinates;
import org.noether.simulation.trajectory.SystemKind;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryReader;
import org.noether.simulation.trajectory.TrajectoryShards;
import picocli.CommandLine.TypeConversionException;

/** All that is read from files and from the command line, by name: each accepts or refuses. */
final class Readers {
  /** Reads a file, or refuses it with an {@link IOException}. */
  interface Reader {
    void read(Path file) throws IOException;
  }

  /** What is read, with the name of a file of its kind. */
  private record Kind(String file, Reader reader) {}

  static final String AMAT = "mnist_all_rotation_normalized_float_";

  private static final DynamicsTask SPRINGS = new DynamicsTask("springs");

  /** Of a layer of six weights; reading changes it, but not what is accepted. */
  private static final SmallCheckpoint CHECKPOINT = SmallCheckpoint.create();

  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("safetensors", new Kind("a.safetensors", Readers::tensors)),
              Map.entry(
                  "checkpoint",
                  new Kind(
                      "checkpoint.safetensors",
                      file -> CHECKPOINT.checkpoint().read(file, CHECKPOINT.identity()))),
              Map.entry(
                  "tensor-index",
                  new Kind("a.safetensors.index.json", file -> ShardedSafetensors.open(file))),
              Map.entry("hdf5", new Kind("a.h5", Readers::arrays)),
              Map.entry("h5md", new Kind("a.h5md", Readers::arrays)),
              Map.entry("numpy", new Kind("a.npz", Readers::arrays)),
              Map.entry("csv", new Kind("a.csv", Readers::arrays)),
              Map.entry("shards", new Kind("a.json", file -> TrajectoryShards.open(file))),
              Map.entry("generator", new Kind("a.json", Readers::generator)),
              Map.entry("trajectories", new Kind("a.h5", TrajectoryReader::read)),
              Map.entry("molecules", new Kind("a.xyz", Readers::molecules)),
              Map.entry("uncharacterized", new Kind("a.txt", Qm9::uncharacterized)),
              Map.entry("atomref", new Kind("a.txt", AtomReferences::read)),
              Map.entry("archive", new Kind("a.tar.bz2", Readers::molecules)),
              Map.entry("molecule-cache", new Kind("a.safetensors", MoleculeCache::read)),
              Map.entry("images", new Kind("a.png", ImageFiles::readUnlabelled)),
              Map.entry("idx", new Kind("a-idx3-ubyte", ImageFiles::readUnlabelled)),
              Map.entry("amat", new Kind(AMAT + "train_valid.amat", Readers::amat)),
              Map.entry("amat-zip", new Kind("a.zip", ImageDataset::load)),
              Map.entry("rotmnist", new Kind("a.h5", ImageDataset::load)),
              Map.entry("manifest", new Kind("manifest.json", DatasetManifest::read)),
              Map.entry("config", new Kind("config.json", file -> run(file).readConfig(SPRINGS))),
              Map.entry("result", new Kind("result.json", file -> run(file).readResult(SPRINGS))),
              Map.entry("metrics", new Kind("metrics.jsonl", file -> run(file).readMetrics())),
              Map.entry("timing", new Kind("timing.jsonl", file -> run(file).readTiming())),
              Map.entry(
                  "environment", new Kind("environment.json", file -> run(file).readEnvironment())),
              Map.entry(
                  "evaluation", new Kind("evaluation.json", file -> Evaluation.read(run(file)))),
              Map.entry("python", new Kind("value", Readers::value)),
              Map.entry("options", new Kind("words", Readers::parse))));

  private Readers() {}

  /** The names of all readers. */
  static List<String> names() {
    return List.copyOf(KINDS.keySet());
  }

  private static RunFolder run(Path file) {
    return new RunFolder(file.getParent());
  }

  /** Puts the content into a file and reads it; returns whether it is accepted. */
  static boolean read(String name, byte[] content, Path folder) throws IOException {
    Kind kind = Optional.ofNullable(KINDS.get(name)).orElseThrow();
    Path file = Files.write(folder.resolve(kind.file()), content);
    try {
      kind.reader().read(file);
      return true;
    } catch (IOException e) {
      requireMessage(e);
      return false;
    }
  }

  private static void requireMessage(IOException e) {
    if (String.valueOf(e.getMessage()).isBlank()) {
      throw new IllegalStateException("refused without a reason", e);
    }
  }

  /** Reads all numbers, in single and double precision, as the loading of weights does. */
  private static void tensors(Path file) throws IOException {
    for (TensorData tensor : Safetensors.read(file).tensors().values()) {
      if (tensor.dtype().bytes() < Long.BYTES && tensor.dtype() != DType.BOOL) {
        tensor.doubles();
      }
    }
  }

  /** Copies all arrays, as a conversion does, and takes them for trajectories of any system. */
  private static void arrays(Path file) throws IOException {
    try (ArrayFile opened = ArrayFiles.open(file)) {
      TrajectoryFiles.description(opened);
      ArrayCopy.of(opened);
    }
    TrajectoryFiles.read(file, SystemKind.OWN, Optional.empty());
  }

  /** Reads images to train, and the same ones to test. */
  private static void amat(Path file) throws IOException {
    Files.copy(file, file.resolveSibling(AMAT + "test.amat"), StandardCopyOption.REPLACE_EXISTING);
    ImageDataset.load(file.getParent());
  }

  private static void molecules(Path file) throws IOException {
    MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {});
  }

  private static void generator(Path file) throws IOException {
    OwnGenerators.read(file, new Coordinates(2, 2, new double[] {1}), "");
  }

  private static void value(Path file) throws IOException {
    try {
      new PythonConverters.DictConverter()
          .convert(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (TypeConversionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Parses words, one a line, as options of {@code train}; {@code --help} ends them. */
  private static void parse(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(Arrays.asList(text.split("\n", -1)));
    words.add("--help");
    var err = new StringWriter();
    var printed = new PrintWriter(err);
    int code =
        Main.execute(new PrintWriter(new StringWriter()), printed, words.toArray(String[]::new));
    boolean oneLine = err.toString().lines().count() <= 1;
    if ((code != 0 && code != Main.USAGE)
        || !oneLine
        || err.toString().contains("unexpected java")) {
      throw new IllegalStateException("code %d: %s".formatted(code, err));
    }
  }
}
