package org.noether.simulation.molecule;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.noether.simulation.io.AtomicFiles;

/** Writes molecules as extended XYZ. */
public final class XyzWriter {
  private static final String PLAIN_KEY = "[A-Za-z0-9_.+-]+";

  private XyzWriter() {}

  /**
   * Writes all molecules of a reader, replacing the file atomically.
   *
   * @return how many
   * @throws IOException if they cannot be read or written
   */
  public static long write(MoleculeReader molecules, Path target) throws IOException {
    long[] count = {0};
    AtomicFiles.write(
        target,
        out -> {
          var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          for (Molecule m = molecules.next(); m != null; m = molecules.next()) {
            write(m, writer);
            count[0]++;
          }
          writer.flush();
        });
    return count[0];
  }

  private static void write(Molecule molecule, BufferedWriter writer) throws IOException {
    writer.write(molecule.atoms() + "\nProperties=species:S:1:pos:R:3");
    if (molecule.gdbIndex() > 0) {
      writer.write(" gdb_id=" + molecule.gdbIndex());
    }
    for (Map.Entry<String, Double> property : molecule.properties().entrySet()) {
      writer.write(" " + key(property.getKey()) + "=" + property.getValue());
    }
    for (int atom = 0; atom < molecule.atoms(); atom++) {
      writer.write("\n" + Elements.symbol(molecule.charges()[atom]));
      for (int axis = 0; axis < 3; axis++) {
        writer.write(" " + molecule.positions()[3 * atom + axis]);
      }
    }
    writer.write("\n");
  }

  private static String key(String name) {
    return name.matches(PLAIN_KEY)
        ? name
        : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
