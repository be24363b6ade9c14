package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.noether.learning.group.GroupSpec;
import org.noether.simulation.molecule.BadMolecules;

/** Small made-up molecules to train on, whose homo depends on what they are made of. */
public final class TinyMolecules {
  private static final List<String> ATOMS = List.of("H", "C", "N", "O");

  private TinyMolecules() {}

  /** Writes a file of molecules of 3 to 8 atoms. */
  public static Path write(Path folder, int count) throws IOException {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    for (int molecule = 1; molecule <= count; molecule++) {
      int atoms = 3 + random.nextInt(6);
      StringBuilder lines = new StringBuilder();
      double homo = -0.25;
      for (int atom = 0; atom < atoms; atom++) {
        int which = random.nextInt(ATOMS.size());
        homo += 0.01 * (which - 1.5);
        lines.append(
            String.format(
                Locale.ROOT,
                "%s %.6f %.6f %.6f%n",
                ATOMS.get(which),
                2 * random.nextGaussian(),
                2 * random.nextGaussian(),
                2 * random.nextGaussian()));
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%d%nProperties=species:S:1:pos:R:3 gdb_id=%d homo=%.8f%n%s",
              atoms,
              molecule,
              homo,
              lines));
    }
    Path file = folder.resolve("molecules.extxyz");
    Files.writeString(file, text);
    return file;
  }

  /** Returns how to read them. */
  public static SharedMolecules reader(Path folder) {
    return new SharedMolecules(
        folder.resolve("caches"), BadMolecules.refused(), _ -> _ -> {}, _ -> {});
  }

  /** Returns the task of learning from them. */
  public static MoleculeTask task(Path folder) {
    return new MoleculeTask(reader(folder));
  }

  /** Returns a configuration of a network of one layer and 8 channels, with some options more. */
  public static MoleculeConfig config(
      Path file, String backend, int epochs, Map<String, Object> options) {
    Map<String, Object> netCfg =
        new HashMap<>(
            Map.of("k", 8, "num_layers", 1, "fill", 1.0, "group", new GroupSpec("T", List.of(3))));
    netCfg.putAll(options);
    return new MoleculeConfig(
        "homo", "MolecLieResNet", netCfg, file.toString(), false, 0, 1e-2, 8, epochs, 5, backend);
  }
}
