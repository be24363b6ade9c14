package org.noether.learning.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.backend.Buffer;
import org.noether.simulation.io.DType;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.ShardedSafetensors;
import org.noether.simulation.io.TensorData;

/**
 * Everything that a run needs to resume to the same bits: parameters and buffers under the
 * reference's names, Adam's moments as {@code adam.m.NAME} and {@code adam.v.NAME}, and the {@link
 * TrainState}. The state of random generators follows from the step, see {@link Randomness}.
 *
 * @param weights the parameters and buffers
 * @param m Adam's means of gradients
 * @param v Adam's means of squared gradients
 */
public record Checkpoint(Weights weights, Buffer m, Buffer v) {
  static final String CONFIG = "config_sha256";
  static final String DATA = "data_sha256";
  private static final String STEP = "step";
  private static final String EPOCH_LOSS = "epoch_loss";
  private static final String BEST_VALIDATION = "best_validation";
  private static final String BEST_EPOCH = "best_epoch";

  /** The configuration and data that a checkpoint belongs to. */
  public record Identity(String configSha256, String dataSha256) {}

  /** Writes the file, replacing an earlier one. */
  public void write(Path file, Identity identity, TrainState state) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "noether checkpoint 1");
    metadata.put(CONFIG, identity.configSha256());
    metadata.put(DATA, identity.dataSha256());
    metadata.put(STEP, Long.toString(state.step()));
    metadata.put(EPOCH_LOSS, Double.toString(state.epochLoss()));
    metadata.put(BEST_VALIDATION, Double.toString(state.bestValidation()));
    metadata.put(BEST_EPOCH, Integer.toString(state.bestEpoch()));
    Safetensors.write(file, new SafetensorsFile(TensorFiles.tensors(groups()), metadata));
  }

  /**
   * Reads the file into the vectors.
   *
   * @throws IOException if it is not a checkpoint, or one of another run
   */
  public TrainState read(Path file, Identity identity) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    Map<String, String> metadata = content.metadata();
    if (!identity.configSha256().equals(metadata.get(CONFIG))) {
      throw new IOException(
          file + " belongs to another configuration than config.json; restore one of them");
    }
    if (!identity.dataSha256().equals(metadata.get(DATA))) {
      throw new IOException(
          file + " was trained on other data than there is now; restore the data file");
    }
    TensorFiles.read(file, content, groups());
    try {
      return new TrainState(
          Integer.parseInt(metadata.getOrDefault(STEP, "")),
          Double.parseDouble(metadata.getOrDefault(EPOCH_LOSS, "")),
          Double.parseDouble(metadata.getOrDefault(BEST_VALIDATION, "")),
          Integer.parseInt(metadata.getOrDefault(BEST_EPOCH, "")));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " does not say how far the run had come: " + metadata, e);
    }
  }

  /**
   * Writes the parameters and buffers alone, in single precision, replacing an earlier file.
   *
   * @param metadata what the weights are, see {@link WeightsMetadata}
   */
  public static void writeWeights(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    Safetensors.write(
        file, new SafetensorsFile(TensorFiles.singlePrecision(groups(weights)), metadata));
  }

  /**
   * Reads a file of parameters and buffers, or the files that an index names.
   *
   * @throws IOException if it cannot be read, does not fit the network or holds a number that is
   *     not finite, naming what is wrong
   */
  public static void readWeights(Path file, Weights weights) throws IOException {
    boolean sharded = file.toString().endsWith(ShardedSafetensors.SUFFIX);
    SafetensorsFile content =
        sharded ? ShardedSafetensors.open(file).read() : Safetensors.read(file);
    TensorFiles.read(file, content, groups(weights));
    for (Map.Entry<String, TensorData> tensor : content.tensors().entrySet()) {
      boolean real = tensor.getValue().dtype() != DType.I64; // counts of PyTorch are not
      if (real && !Arrays.stream(tensor.getValue().doubles()).allMatch(Double::isFinite)) {
        throw new IOException(
            "%s: damaged: %s holds a number that is infinite or none"
                .formatted(file, tensor.getKey()));
      }
    }
  }

  private List<TensorFiles.Group> groups() {
    List<TensorFiles.Group> groups = new ArrayList<>(groups(weights));
    groups.add(new TensorFiles.Group("adam.m.", weights.layout().parameters(), m));
    groups.add(new TensorFiles.Group("adam.v.", weights.layout().parameters(), v));
    return groups;
  }

  private static List<TensorFiles.Group> groups(Weights weights) {
    return List.of(
        new TensorFiles.Group("", weights.layout().parameters(), weights.parameters()),
        new TensorFiles.Group("", weights.layout().buffers(), weights.buffers()),
        new TensorFiles.Group("", weights.layout().chosen(), weights.chosen()));
  }
}
