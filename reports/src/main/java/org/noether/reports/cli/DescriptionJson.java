package org.noether.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.ArrayFiles;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.image.ImageDataset;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.Elements;
import org.noether.simulation.molecule.MoleculeSummary;
import org.noether.simulation.trajectory.TrajectoryFiles;
import org.noether.simulation.trajectory.TrajectoryShards;

/** What {@code data describe --json} prints. */
final class DescriptionJson {
  private DescriptionJson() {}

  /** The files that a manifest names, and the arrays of the first. */
  static Map<String, Object> of(TrajectoryShards shards) throws IOException {
    var files =
        shards.shards().stream()
            .map(shard ->
                Map.of("file", shards.path(shard).toString(), "systems", (Object) shard.systems()))
            .toList();
    try (ArrayFile first = ArrayFiles.open(shards.path(shards.shards().getFirst()))) {
      return Map.of(
          "file", shards.manifest().toString(),
          "systems", shards.systems(),
          "files", files,
          "first", of(first));
    }
  }

  /** The arrays of a file, with shapes and types; of one that cannot be read, why. */
  static Map<String, Object> of(ArrayFile file) throws IOException {
    var arrays = new ArrayList<Map<String, Object>>();
    for (String name : file.names()) {
      try {
        NumericArray array = file.array(name);
        arrays.add(Map.of("name", name, "shape", array.shape(), "type", array.type()));
      } catch (FormatException e) {
        arrays.add(Map.of("name", name, "unreadable", String.valueOf(e.getMessage())));
      }
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("file", file.source());
    all.put("format", file.format());
    TrajectoryFiles.description(file).ifPresent(text -> all.put("trajectories", text));
    all.put("arrays", arrays);
    TrajectoryFiles.systemsByBodies(file).ifPresent(counts -> all.put("systems_by_bodies", counts));
    return all;
  }

  /** The images of a file or folder. */
  static Map<String, Object> of(Path file, ImageDataset images) {
    return Map.of(
        "file", file.toString(),
        "format", images.description(),
        "train", images.train().size(),
        "test", images.test().size(),
        "width", images.train().width(),
        "height", images.train().height(),
        "channels", images.train().channels(),
        "classes", images.classes());
  }

  /**
   * The molecules of a file or folder.
   *
   * @param units tells the unit of a property
   */
  static Map<String, Object> of(
      Path file,
      String format,
      MoleculeSummary summary,
      BadMolecules bad,
      UnaryOperator<String> units) {
    var elements = new LinkedHashMap<String, Object>();
    summary.elements().forEach((number, element) -> elements.put(Elements.symbol(number), element));
    var properties = new LinkedHashMap<String, Object>();
    summary
        .properties()
        .forEach((name, range) -> {
          var property = new LinkedHashMap<String, Object>();
          property.put("molecules", range.getCount());
          property.put("smallest", range.getMin());
          property.put("mean", range.getAverage());
          property.put("largest", range.getMax());
          property.put("unit", units.apply(name));
          properties.put(name, property);
        });
    var all = new LinkedHashMap<String, Object>();
    all.put("file", file.toString());
    all.put("format", format);
    all.put("molecules", summary.molecules());
    all.put("repeated", summary.repeated());
    all.put("bad", bad.count());
    all.put("reasons", bad.first().stream().map(Throwable::getMessage).toList());
    bad.ignored().ifPresent(ignored -> all.put("ignored", ignored));
    all.put("atoms", summary.atoms());
    all.put("elements", elements);
    all.put("molecules_by_atoms", summary.moleculesByAtoms());
    all.put("properties", properties);
    return all;
  }
}
