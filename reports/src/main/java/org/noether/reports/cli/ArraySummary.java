package org.noether.reports.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.Printable;
import org.noether.simulation.trajectory.TrajectoryFiles;

/** Says what arrays a file holds. */
final class ArraySummary {
  private ArraySummary() {}

  static void print(PrintWriter out, ArrayFile file) throws IOException {
    out.println(file.source() + ": " + file.format());
    Optional<String> trajectories = TrajectoryFiles.description(file);
    trajectories.ifPresent(text -> out.println(Printable.of(text)));
    out.printf(Locale.ROOT, "%n%-20s %-24s %s%n", "array", "shape", "type");
    for (String name : file.names()) {
      NumericArray array = file.array(name);
      out.printf(
          Locale.ROOT,
          "%-20s %-24s %s%n",
          Printable.of(name),
          Arrays.toString(array.shape()),
          array.type());
    }
  }
}
