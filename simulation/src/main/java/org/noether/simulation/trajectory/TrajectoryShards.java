package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.io.AtomicFiles;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.ShardedSafetensors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data set in several HDF5 files beside a manifest, a JSON file that names them in order. Each
 * holds consecutive systems, and says which.
 *
 * @param manifest the manifest
 * @param shards the files, at least one
 */
public record TrajectoryShards(Path manifest, List<Shard> shards) {
  /** How the name of a manifest ends. */
  public static final String SUFFIX = ".json";

  /** The largest number of files. */
  public static final int MOST = 10_000;

  private static final String KEY = "trajectories";
  private static final int MAX_BYTES = 1 << 22;
  private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\.][^/\\\\]*\\.h5");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * A file.
   *
   * @param file its name in the folder of the manifest
   * @param systems how many systems it holds
   */
  public record Shard(String file, int systems) {}

  /** Copies the list. */
  public TrajectoryShards {
    shards = List.copyOf(shards);
  }

  /** The files that a request is divided into, of about the same size. */
  static TrajectoryShards of(Path manifest, GenerateRequest request, int count) {
    if (count < 1 || count > Math.min(MOST, request.systems())) {
      throw new IllegalArgumentException(
          "%d systems can be divided into 1 to %d files, not %d"
              .formatted(request.systems(), Math.min(MOST, request.systems()), count));
    }
    String name = manifest.getFileName().toString();
    String stem = name.substring(0, name.length() - SUFFIX.length());
    int digits = String.valueOf(count).length();
    var shards = new ArrayList<Shard>();
    for (int i = 0; i < count; i++) {
      String file = "%s-%0" + digits + "d-of-%d.h5";
      shards.add(
          new Shard(
              String.format(Locale.ROOT, file, stem, i + 1, count),
              TrajectoryPart.shard(request, i, count).systems()));
    }
    return new TrajectoryShards(manifest, shards);
  }

  /** Whether a path is that of a manifest, by its name. */
  public static boolean isManifest(Path file) {
    String name = file.toString();
    return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        && !name.endsWith(ShardedSafetensors.SUFFIX)
        && !Files.isDirectory(file);
  }

  /**
   * Reads a manifest.
   *
   * @throws FormatException if it is not one, or names a file that is not in its folder
   * @throws IOException if it cannot be read
   */
  public static TrajectoryShards open(Path manifest) throws IOException {
    TrajectoryReader.requireReadable(manifest);
    if (Files.size(manifest) > MAX_BYTES) {
      throw refuse(manifest, "it is too large to be a manifest of trajectories");
    }
    var shards = new ArrayList<Shard>();
    long systems = 0;
    for (JsonNode entry : entries(manifest)) {
      JsonNode file = entry.path("file");
      JsonNode count = entry.path("systems");
      if (!file.isString() || !FILE_NAME.matcher(file.stringValue()).matches()) {
        throw refuse(manifest, file + " is not the name of a file NAME.h5 beside it");
      }
      if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 1) {
        throw refuse(manifest, file + " has " + count + " systems");
      }
      shards.add(new Shard(file.stringValue(), count.intValue()));
      systems += count.intValue();
    }
    if (shards.isEmpty() || shards.size() > MOST || systems > Integer.MAX_VALUE) {
      throw refuse(manifest, "it names %d files with %d systems".formatted(shards.size(), systems));
    }
    return new TrajectoryShards(manifest, shards);
  }

  private static JsonNode entries(Path manifest) throws IOException {
    try {
      JsonNode list = JSON.readTree(Files.readAllBytes(manifest)).path(KEY);
      if (list.isArray()) {
        return list;
      }
      throw refuse(manifest, "it has no list '%s', so it names no trajectories".formatted(KEY));
    } catch (JacksonException e) {
      throw refuse(manifest, "it is not valid JSON: " + e.getOriginalMessage());
    }
  }

  void write() throws IOException {
    var root = JSON.createObjectNode();
    var list = root.putArray(KEY);
    for (Shard shard : shards) {
      list.addObject().put("file", shard.file()).put("systems", shard.systems());
    }
    AtomicFiles.write(
        manifest,
        out -> {
          out.write(JSON.writeValueAsBytes(root));
          out.write('\n');
        });
  }

  /** The path of a file. */
  public Path path(Shard shard) {
    return manifest.resolveSibling(shard.file());
  }

  /** How many systems all files hold. */
  public int systems() {
    return shards.stream().mapToInt(Shard::systems).sum();
  }

  /**
   * Reads of each trajectory the segment that {@link TrajectoryDataset#segments} cuts out of it,
   * one file after the other, so that memory holds the trajectories of one.
   *
   * @param kind the kind of the systems; null for what is known by the files' name
   * @param segmentLength number of points of a segment
   * @throws IOException if a file cannot be read, or does not belong to the others
   */
  public TrajectoryDataset segments(@Nullable SystemKind kind, int segmentLength)
      throws IOException {
    var ts = new ArrayList<double[]>();
    var zs = new ArrayList<double[]>();
    var sysP = new ArrayList<double[]>();
    var requests = new LinkedHashMap<Shard, GenerateRequest>();
    for (Shard shard : shards) {
      TrajectoryDataset part = TrajectoryReader.readPart(path(shard), kind, zs.size());
      if (part.systems() != shard.systems()) {
        throw refuse(
            path(shard),
            "it holds %d systems where %s says %d"
                .formatted(part.systems(), manifest.getFileName(), shard.systems()));
      }
      requests.put(shard, part.request().withSystems(systems()));
      if (!requests.get(shard).equals(requests.get(shards.getFirst()))) {
        throw refuse(
            path(shard), "it was made with other options than " + shards.getFirst().file());
      }
      TrajectoryDataset cut = part.segments(segmentLength, zs.size());
      ts.addAll(List.of(cut.ts()));
      zs.addAll(List.of(cut.zs()));
      sysP.addAll(List.of(cut.sysP()));
    }
    return new TrajectoryDataset(
        requests.firstEntry().getValue(),
        ts.toArray(double[][]::new),
        zs.toArray(double[][]::new),
        sysP.toArray(double[][]::new));
  }

  private static FormatException refuse(Path file, String reason) {
    return FormatException.wholeFile(file.toString(), reason);
  }
}
