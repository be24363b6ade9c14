package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.io.Printable;
import org.noether.simulation.io.ReadableFiles;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryShards;

/** Says what arrays a file holds. */
final class ArraySummary {
  private ArraySummary() {}

  /** Says what files a manifest names, and what arrays the first of them holds. */
  static void print(PrintWriter out, TrajectoryShards shards) throws IOException {
    out.printf(
        Locale.ROOT,
        "%s: %,d systems in %,d files%n%n%-40s %10s %12s%n",
        shards.manifest(),
        shards.systems(),
        shards.shards().size(),
        "file",
        "systems",
        "MB");
    for (TrajectoryShards.Shard shard : shards.shards()) {
      Path file = shards.path(shard);
      ReadableFiles.requireNoPipe(file);
      if (!Files.exists(file)) {
        throw new IOException(
            "%s names %s, which does not exist".formatted(shards.manifest(), file));
      }
      out.printf(
          Locale.ROOT,
          "%-40s %,10d %,12.1f%n",
          Printable.of(shard.file()),
          shard.systems(),
          Files.size(file) / 1e6);
    }
    out.println();
    try (ArrayFile first = ArrayFiles.open(shards.path(shards.shards().getFirst()))) {
      print(out, first);
    }
  }

  static void print(PrintWriter out, ArrayFile file) throws IOException {
    out.println(file.source() + ": " + file.format());
    Optional<String> trajectories = TrajectoryFiles.description(file);
    trajectories.ifPresent(text -> out.println(Printable.of(text)));
    out.printf(Locale.ROOT, "%n%-20s %-24s %s%n", "array", "shape", "type");
    for (String name : file.names()) {
      try {
        NumericArray array = file.array(name);
        print(out, name, Arrays.toString(array.shape()), array.type());
      } catch (FormatException e) {
        print(out, name, "not readable", String.valueOf(e.getMessage()));
      }
    }
  }

  private static void print(PrintWriter out, String name, String shape, String type) {
    out.printf(Locale.ROOT, "%-20s %-24s %s%n", Printable.of(name), shape, type);
  }
}
