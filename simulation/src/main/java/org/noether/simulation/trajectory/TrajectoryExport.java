package org.noether.simulation.trajectory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.io.AtomicFiles;

/** Writes trajectories of others with the names and the layout of Noether's own files. */
public final class TrajectoryExport {
  private TrajectoryExport() {}

  /** The arrays {@code zs}, {@code ts} and {@code sysP}. */
  public static List<Output> arrays(TrajectoryDataset data) {
    int systems = data.systems();
    int length = data.request().stateLength();
    int bodies = data.request().bodies();
    var zs = new double[systems][][];
    var sysP = new double[systems][][];
    for (int i = 0; i < systems; i++) {
      zs[i] = rows(data.zs()[i], length);
      sysP[i] = rows(data.sysP()[i], data.sysP()[i].length / bodies);
    }
    return List.of(
        new Output(
            TrajectoryLayout.STATES,
            zs,
            "system, time, positions (body, axis) then momenta (body, axis)"),
        new Output(TrajectoryLayout.TIMES, data.ts(), "system, time"),
        new Output(TrajectoryLayout.PARAMETERS, sysP, "system, body, parameter"));
  }

  private static double[][] rows(double[] flat, int length) {
    var rows = new double[flat.length / length][];
    Arrays.setAll(rows, k -> Arrays.copyOfRange(flat, k * length, (k + 1) * length));
    return rows;
  }

  /**
   * Writes comma-separated values, replacing the file atomically: {@code id}, the number of the
   * system, {@code ts}, {@code zs0}, {@code zs1} and so on, {@code sysP0} and so on.
   *
   * @throws IOException if it cannot be written
   */
  public static void writeCsv(TrajectoryDataset data, Path target) throws IOException {
    int length = data.request().stateLength();
    AtomicFiles.write(
        target,
        out -> {
          var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII));
          var header = new ArrayList<>(List.of("id", TrajectoryLayout.TIMES));
          for (int k = 0; k < length; k++) {
            header.add(TrajectoryLayout.STATES + k);
          }
          for (int k = 0; k < data.sysP()[0].length; k++) {
            header.add(TrajectoryLayout.PARAMETERS + k);
          }
          writer.write(String.join(",", header) + "\n");
          for (int i = 0; i < data.systems(); i++) {
            for (int t = 0; t < data.points(); t++) {
              writer.write(i + "," + data.ts()[i][t]);
              for (int k = 0; k < length; k++) {
                writer.write("," + data.zs()[i][t * length + k]);
              }
              for (double parameter : data.sysP()[i]) {
                writer.write("," + parameter);
              }
              writer.write("\n");
            }
          }
          writer.flush();
        });
  }
}
