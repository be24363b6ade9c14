package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.noether.reports.table.Block;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.Count;
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
        "%s: %s in %s%n%n%-40s %10s %12s%n",
        shards.manifest(),
        Count.of(shards.systems(), "system"),
        Count.of(shards.shards().size(), "file"),
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

  /** The files that a manifest names. */
  static Block.Table table(TrajectoryShards shards) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (TrajectoryShards.Shard shard : shards.shards()) {
      long bytes = Files.size(shards.path(shard));
      rows.add(
          List.of(
              Printable.of(shard.file()), String.valueOf(shard.systems()), String.valueOf(bytes)));
    }
    return new Block.Table("Files", List.of("file", "systems", "bytes"), rows, 1);
  }

  /** The arrays of a file; of one that cannot be read, why. */
  static Block.Table table(ArrayFile file) throws IOException {
    var rows = new ArrayList<List<String>>();
    for (String name : file.names()) {
      String[] described = described(file, name);
      rows.add(List.of(Printable.of(name), described[0], described[1]));
    }
    return new Block.Table("Arrays", List.of("array", "shape", "type"), rows, 3);
  }

  private static String[] described(ArrayFile file, String name) throws IOException {
    try {
      NumericArray array = file.array(name);
      return new String[] {Arrays.toString(array.shape()), array.type()};
    } catch (FormatException e) {
      return new String[] {"not readable", String.valueOf(e.getMessage())};
    }
  }

  static void print(PrintWriter out, ArrayFile file) throws IOException {
    out.println(file.source() + ": " + file.format());
    Optional<String> trajectories = TrajectoryFiles.description(file);
    trajectories.ifPresent(text -> out.println(Printable.of(text)));
    Block.Table table = table(file);
    out.println();
    print(out, table.header());
    table.rows().forEach(row -> print(out, row));
    if (!file.others().isEmpty()) {
      out.printf("%nno arrays of numbers: %s%n", Printable.of(String.join(", ", file.others())));
    }
    TrajectoryFiles.systemsByBodies(file)
        .ifPresent(counts -> {
          out.printf(Locale.ROOT, "%n%7s %10s%n", "bodies", "systems");
          counts.forEach(
              (bodies, systems) -> out.printf(Locale.ROOT, "%7d %,10d%n", bodies, systems));
        });
  }

  private static void print(PrintWriter out, List<String> cells) {
    out.printf(Locale.ROOT, "%-20s %-24s %s%n", cells.toArray());
  }
}
