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

  /**
   * The arrays {@code zs}, {@code ts}, {@code sysP}, and {@code bodies} if systems differ in it.
   */
  public static List<Output> arrays(TrajectoryDataset data) {
    int systems = data.systems();
    var request = data.request();
    int columns = request.kind().parameterNames().size();
    var zs = new double[systems][][];
    var sysP = new double[systems][][];
    var bodies = new int[systems];
    for (int i = 0; i < systems; i++) {
      bodies[i] = data.bodies(i);
      var padding = new BodyPadding(bodies[i], request.bodies());
      zs[i] = rows(padding.pad(data.zs()[i], request.spaceDimension()), request.stateLength());
      sysP[i] = rows(padding.pad(data.sysP()[i], columns), columns);
    }
    String lacking = request.mixed() ? TrajectoryLayout.MISSING_BODIES : "";
    var arrays = new ArrayList<Output>();
    arrays.add(new Output(TrajectoryLayout.STATES, zs, TrajectoryLayout.STATE_AXES + lacking));
    arrays.add(new Output(TrajectoryLayout.TIMES, data.ts(), "system, time"));
    arrays.add(new Output(TrajectoryLayout.PARAMETERS, sysP, "system, body, parameter" + lacking));
    if (request.mixed()) {
      arrays.add(new Output(TrajectoryLayout.BODY_NUMBERS, bodies, "system"));
    }
    return arrays;
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
   * @throws IllegalArgumentException if systems have different numbers of bodies
   * @throws IOException if it cannot be written
   */
  public static void writeCsv(TrajectoryDataset data, Path target) throws IOException {
    if (data.request().mixed()) {
      throw new IllegalArgumentException(
          target
              + ": systems of different sizes do not have the same columns; write .h5 or .npz"
              + " instead");
    }
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
