package org.noether.simulation.trajectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.trajectory.TrajectoryGenerator.WrittenFile;

/** Writes a data set in several files, and goes on where it was interrupted. */
final class ShardedGeneration {
  private final GenerateRequest request;
  private final TrajectoryShards shards;
  private final boolean replace;
  private final Optional<TrajectoryWorkers> workers;

  ShardedGeneration(
      GenerateRequest request,
      TrajectoryShards shards,
      boolean replace,
      Optional<TrajectoryWorkers> workers) {
    this.request = request;
    this.shards = shards;
    this.replace = replace;
    this.workers = workers;
  }

  WrittenFile write(ProgressListener progress) throws IOException {
    Files.deleteIfExists(shards.manifest());
    var all = new WrittenFile(0, 0, 0, 0);
    for (int i = 0; i < shards.shards().size(); i++) {
      Path file = shards.path(shards.shards().get(i));
      TrajectoryPart part = TrajectoryPart.shard(request, i, shards.shards().size());
      ProgressListener shifted =
          (done, _) -> progress.update(part.first() + done, request.systems());
      Optional<WrittenFile> there = replace ? Optional.empty() : kept(file, part);
      all =
          all.and(
              there.isPresent()
                  ? there.get()
                  : TrajectoryGenerator.write(part, file, workers, shifted));
      progress.update((long) part.first() + part.systems(), request.systems());
    }
    shards.write();
    return all;
  }

  /**
   * A file of an earlier, interrupted generation.
   *
   * @throws IOException if something else is there
   */
  private static Optional<WrittenFile> kept(Path file, TrajectoryPart part) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var hdf = Hdf5File.open(file)) {
      var written =
          new WrittenFile(
              Files.size(file),
              number(hdf, TrajectoryLayout.ENERGY_DRIFT).doubleValue(),
              number(hdf, TrajectoryLayout.DRIFTING_SYSTEMS).intValue(),
              number(hdf, TrajectoryLayout.WORST_SYSTEM).intValue());
      for (Map.Entry<String, Object> each : TrajectoryLayout.attributes(part, written).entrySet()) {
        Object found = hdf.attribute(each.getKey()).orElse("");
        if (!found.toString().equals(each.getValue().toString())) {
          throw other(file);
        }
      }
      return Optional.of(written);
    }
  }

  private static Number number(Hdf5File hdf, String name) throws IOException {
    if (hdf.attribute(name).orElse("") instanceof Number number) {
      return number;
    }
    throw other(Path.of(hdf.source()));
  }

  private static IOException other(Path file) {
    return new IOException(
        file + " exists, and holds something else; --force replaces it, or choose another --out");
  }
}
