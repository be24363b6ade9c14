package org.noether.learning.task.molecule;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.noether.learning.train.RunFolder;
import org.noether.simulation.molecule.BadMolecules;
import org.noether.simulation.molecule.PackedMolecules;

/** Tells of molecules whether they were among the data of a run. */
public final class LearnedMolecules {
  private LearnedMolecules() {}

  /**
   * Returns the part of a run's data that each molecule belongs to: {@code train}, {@code
   * validation} or {@code test}, and {@code none} if it belongs to no part. Molecules are the same
   * if their atoms are, in order, elements and positions. One that the data hold several times
   * counts for the first of these parts.
   *
   * @throws IOException if the run does not record its data, or they cannot be read or have changed
   */
  public static List<String> parts(Path folder, PackedMolecules molecules) throws IOException {
    RunFolder run = new RunFolder(folder);
    MoleculeConfig config = run.readConfig(new MoleculeTask());
    if (!Files.exists(run.data())) {
      throw new IOException(folder + " does not record its data");
    }
    // Whether the run left out bad molecules is not recorded; their digest tells if others are
    // left.
    var task =
        new MoleculeTask(
            new SharedMolecules(
                MoleculeTask.CACHES, BadMolecules.skipped(), _ -> _ -> {}, _ -> {}));
    MoleculeData data;
    try {
      data = MoleculeData.of(task.dataset(config), config);
    } catch (IllegalArgumentException e) {
      throw new IOException(config.data() + ": " + e.getMessage(), e);
    }
    run.demandData(data.sha256());
    return parts(data, molecules);
  }

  private static List<String> parts(MoleculeData data, PackedMolecules molecules) {
    Map<ByteBuffer, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < molecules.size(); i++) {
      places.computeIfAbsent(content(molecules, i), _ -> new ArrayList<>()).add(i);
    }
    String[] parts = new String[molecules.size()];
    Arrays.fill(parts, "none");
    mark(parts, places, data.molecules(), data.test(), "test");
    mark(parts, places, data.molecules(), data.valid(), "validation");
    mark(parts, places, data.molecules(), data.train(), "train");
    return List.of(parts);
  }

  private static void mark(
      String[] parts,
      Map<ByteBuffer, List<Integer>> places,
      PackedMolecules known,
      int[] part,
      String name) {
    for (int molecule : part) {
      for (int place : places.getOrDefault(content(known, molecule), List.of())) {
        parts[place] = name;
      }
    }
  }

  private static ByteBuffer content(PackedMolecules molecules, int molecule) {
    int begin = molecules.offsets()[molecule];
    int end = molecules.offsets()[molecule + 1];
    var content = ByteBuffer.allocate((end - begin) * (Integer.BYTES + 3 * Double.BYTES));
    for (int atom = begin; atom < end; atom++) {
      content.putInt(molecules.charges()[atom]);
      for (int axis = 0; axis < 3; axis++) {
        content.putDouble(molecules.positions()[3 * atom + axis]);
      }
    }
    return content.flip();
  }
}
