package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.noether.learning.backend.Backend;
import org.noether.simulation.io.Sha256;
import org.noether.simulation.split.DatasetSplit;
import org.noether.simulation.trajectory.TrajectoryDataset;

/**
 * The trajectories of a run, divided as the reference does.
 *
 * @param segments a short segment of each trajectory
 * @param testIds the indices of the test trajectories
 * @param train the training set
 * @param val the validation set
 * @param test the test set
 * @param sha256 the digest of the three sets' times, states and parameters, as little-endian
 *     doubles
 */
record DynamicsData(
    TrajectoryDataset segments,
    int[] testIds,
    SampleSet train,
    SampleSet val,
    SampleSet test,
    String sha256) {
  /** Makes or reads the data that a configuration asks for. */
  static DynamicsData load(DynamicsConfig config, Backend backend) throws IOException {
    return load(config, backend, new SharedData());
  }

  /** Makes or reads the data that a configuration asks for, unless they are there already. */
  static DynamicsData load(DynamicsConfig config, Backend backend, SharedData shared)
      throws IOException {
    TrajectoryDataset segments = shared.segments(config.data());
    DynamicsConfig.demandSystems(
        segments.systems(), config.nTrain(), config.nVal(), config.nTest());
    Map<String, Double> sizes = new LinkedHashMap<>();
    sizes.put("train", (double) config.nTrain());
    sizes.put("val", (double) config.nVal());
    sizes.put("test", (double) config.nTest());
    Map<String, int[]> parts = DatasetSplit.of(segments.systems(), sizes);
    MessageDigest digest = Sha256.digest();
    SampleSet train = samples(segments, part(parts, "train"), backend, digest);
    SampleSet val = samples(segments, part(parts, "val"), backend, digest);
    SampleSet test = samples(segments, part(parts, "test"), backend, digest);
    return new DynamicsData(
        segments, part(parts, "test"), train, val, test, HexFormat.of().formatHex(digest.digest()));
  }

  /** Returns the network for these systems. */
  NetworkFamily networks(DynamicsConfig config) {
    return NetworkFamily.of(config, segments.request());
  }

  private static int[] part(Map<String, int[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name));
  }

  private static SampleSet samples(
      TrajectoryDataset segments, int[] ids, Backend backend, MessageDigest digest) {
    for (double[][] table : List.of(segments.ts(), segments.zs(), segments.sysP())) {
      double[] numbers = rows(table, ids);
      ByteBuffer bytes =
          ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(numbers);
      digest.update(bytes);
    }
    return SampleSet.of(backend, segments, ids);
  }

  /** Returns rows of a table, one after the other. */
  static double[] rows(double[][] table, int[] ids) {
    return Arrays.stream(ids).mapToObj(i -> table[i]).flatMapToDouble(Arrays::stream).toArray();
  }
}
