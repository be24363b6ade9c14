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
import org.noether.simulation.trajectory.BodyNumbers;
import org.noether.simulation.trajectory.BodyPadding;
import org.noether.simulation.trajectory.GenerateRequest;

/**
 * Where motions begin.
 *
 * @param z0 the states (q, p), one per system
 * @param sysP the parameters of each system, of shape (systems, bodies * parameters); systems may
 *     differ in their number of bodies
 */
@SuppressWarnings("ArrayRecordComponent")
public record InitialStates(double[][] z0, double[][] sysP) {
  private static final String PARAMETERS = "sysP";
  private static final String BODIES = "bodies";

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
      InitialStates states =
          sysP.isPresent() ? new InitialStates(rows, sysP.get().rows(1)) : divided(rows, like);
      Optional<NumericArray> bodies = arrays.find(BODIES);
      if (bodies.isPresent()) {
        states = states.stripped(arrays, bodies.get(), like);
      }
      states.demand(like);
      return states;
    } catch (IllegalArgumentException e) {
      throw FormatException.wholeFile(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  /** Divides rows into the state and the parameters that follow it. */
  private static InitialStates divided(double[][] rows, GenerateRequest like) {
    int each = like.stateLength(1) + columns(like);
    int bodies = rows[0].length % each == 0 ? rows[0].length / each : like.bodies();
    int width = like.stateLength(bodies);
    return new InitialStates(columns(rows, 0, width), columns(rows, width, Integer.MAX_VALUE));
  }

  /** Returns these without the room of bodies that are missing. */
  private InitialStates stripped(ArrayFile file, NumericArray numbers, GenerateRequest like)
      throws IOException {
    int room = z0[0].length / like.stateLength(1);
    int[] bodies = BodyNumbers.read(file, numbers, z0.length, room);
    double[][] states = new double[bodies.length][];
    double[][] parameters = new double[bodies.length][];
    for (int i = 0; i < bodies.length; i++) {
      var padding = new BodyPadding(bodies[i], room);
      if (z0[i].length != like.stateLength(room) || sysP[i].length != room * columns(like)) {
        throw misfit(i, room, like);
      }
      states[i] =
          padding.stripped("row %d of the states".formatted(i), z0[i], like.spaceDimension());
      parameters[i] = padding.stripped("row %d of sysP".formatted(i), sysP[i], columns(like));
    }
    return new InitialStates(states, parameters);
  }

  /** Returns how many parameters a body has. */
  private static int columns(GenerateRequest like) {
    return like.kind().parameterNames().size();
  }

  /** Returns the number of bodies of a system, as its parameters tell. */
  int bodies(int system, GenerateRequest like) {
    int columns = columns(like);
    boolean whole = sysP[system].length >= columns && sysP[system].length % columns == 0;
    return whole ? sysP[system].length / columns : like.bodies();
  }

  private IllegalArgumentException misfit(int row, int bodies, GenerateRequest like) {
    return new IllegalArgumentException(
        "row %d has a state of %d numbers and %d parameters where %d and %d are needed: %d bodies in %d dimensions, each with the parameters %s in sysP"
            .formatted(
                row,
                z0[row].length,
                sysP[row].length,
                like.stateLength(bodies),
                bodies * columns(like),
                bodies,
                like.spaceDimension(),
                like.kind().parameterNames()));
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
   * Checks that these are states of systems of a kind, and possible ones.
   *
   * @throws IllegalArgumentException if not, naming the row
   */
  void demand(GenerateRequest like) {
    for (int i = 0; i < z0.length; i++) {
      int bodies = bodies(i, like);
      if (z0[i].length != like.stateLength(bodies) || sysP[i].length != bodies * columns(like)) {
        throw misfit(i, bodies, like);
      }
      if (!Stream.of(z0[i], sysP[i]).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("row %d has a number that is not finite".formatted(i));
      }
      try {
        like.kind().system(sysP[i], bodies, like.spaceDimension());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "row %d has impossible parameters: %s".formatted(i, e.getMessage()), e);
      }
    }
  }
}
