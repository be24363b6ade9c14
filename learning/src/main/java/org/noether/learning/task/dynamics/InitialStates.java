package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.noether.simulation.array.ArrayFile;
import org.noether.simulation.array.Hdf5File;
import org.noether.simulation.array.NumericArray;
import org.noether.simulation.io.FormatException;
import org.noether.simulation.trajectory.GenerateRequest;

/**
 * Where motions begin.
 *
 * @param z0 the states (q, p), one per system
 * @param sysP the parameters of each system, of shape (systems, bodies * parameters)
 */
@SuppressWarnings("ArrayRecordComponent")
public record InitialStates(double[][] z0, double[][] sysP) {
  private static final String PARAMETERS = "sysP";

  /**
   * Checks that there are as many parameters as states.
   *
   * @throws IllegalArgumentException if not, or if there are no states
   */
  public InitialStates {
    if (z0.length == 0 || sysP.length != z0.length) {
      throw new IllegalArgumentException(
          "%d states and parameters of %d systems; there must be as many, at least one"
              .formatted(z0.length, sysP.length));
    }
  }

  /**
   * Reads states from a file. The array {@code zs} or {@code z0} holds them, one per row; of
   * trajectories, of shape (systems, points, state), it is the first points. The parameters are in
   * {@code sysP}, of shape (systems, bodies, parameters), or follow the state in its row.
   *
   * @param like the sizes of the systems
   * @throws IOException if the file cannot be read or has not these sizes, saying why
   */
  static InitialStates read(Path file, GenerateRequest like) throws IOException {
    try (ArrayFile arrays = Hdf5File.open(file)) {
      Optional<NumericArray> named = arrays.find("z0");
      double[][] rows = firstPoints(named.isPresent() ? named.get() : arrays.array("zs"), arrays);
      Optional<NumericArray> sysP = arrays.find(PARAMETERS);
      int width = like.stateLength();
      InitialStates states =
          sysP.isPresent()
              ? new InitialStates(rows, sysP.get().rows(1))
              : new InitialStates(columns(rows, 0, width), columns(rows, width, Integer.MAX_VALUE));
      states.demand(like);
      return states;
    } catch (IllegalArgumentException e) {
      throw FormatException.wholeFile(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static double[][] firstPoints(NumericArray array, ArrayFile file) throws IOException {
    int[] shape = array.shape();
    if (shape.length != 2 && shape.length != 3) {
      throw FormatException.wholeFile(
          file.source(),
          "%s has shape %s; one state per row is needed, or (systems, points, state)"
              .formatted(array.name(), Arrays.toString(shape)));
    }
    return columns(array.rows(1), 0, shape[shape.length - 1]);
  }

  private static double[][] columns(double[][] rows, int from, int to) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOfRange(row, Math.min(from, row.length), Math.min(to, row.length)))
        .toArray(double[][]::new);
  }

  /**
   * Checks that these are states of systems of a size, and possible ones.
   *
   * @throws IllegalArgumentException if not, naming the row
   */
  void demand(GenerateRequest like) {
    for (int i = 0; i < z0.length; i++) {
      int width = like.stateLength();
      int parameters = like.parameterLength();
      if (z0[i].length != width || sysP[i].length != parameters) {
        throw new IllegalArgumentException(
            "row %d has a state of %d numbers and %d parameters where %d and %d are needed: %d bodies in %d dimensions, each with the parameters %s in sysP"
                .formatted(
                    i,
                    z0[i].length,
                    sysP[i].length,
                    width,
                    parameters,
                    like.bodies(),
                    like.spaceDimension(),
                    like.kind().parameterNames()));
      }
      if (!Stream.of(z0[i], sysP[i]).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("row %d has a number that is not finite".formatted(i));
      }
      try {
        like.kind().system(sysP[i], like.bodies(), like.spaceDimension());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "row %d has impossible parameters: %s".formatted(i, e.getMessage()), e);
      }
    }
  }
}
