package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.BodyPadding;
import org.noether.simulation.trajectory.GenerateRequest;

/**
 * Predicted motions beside the true ones from the same states.
 *
 * @param times the times from the initial states on, of shape (T)
 * @param bodies the numbers n of bodies of the systems, of shape (N)
 * @param sysP the parameters of the systems, of shape (N, n c)
 * @param predicted the predicted states, of shape (N, T, 2 n d)
 * @param truth the true states, of the same shape
 * @param mse the squared error of the state, averaged over its components, of shape (N, T)
 * @param stateError the relative error |predicted - true| / (|predicted| + |true|) of the state, of
 *     shape (N, T); 1 where the prediction is no longer finite
 * @param predictedInvariants by name the quantities that the true systems conserve, the energy
 *     first, along the predicted motion, of shape (N, T)
 * @param trueInvariants the same along the true motion
 * @param attributes how the motions were computed, for their file
 */
@SuppressWarnings("ArrayRecordComponent")
public record PredictedMotion(
    double[] times,
    int[] bodies,
    double[][] sysP,
    double[][][] predicted,
    double[][][] truth,
    double[][] mse,
    double[][] stateError,
    Map<String, double[][]> predictedInvariants,
    Map<String, double[][]> trueInvariants,
    Map<String, Object> attributes) {
  static PredictedMotion of(
      GenerateRequest request,
      List<HamiltonianSystem> systems,
      double[] times,
      double[][] sysP,
      double[][][] predicted,
      double[][][] truth,
      Map<String, Object> attributes) {
    int[] bodies =
        Arrays.stream(truth)
            .mapToInt(states -> states[0].length / request.stateLength(1))
            .toArray();
    List<RolloutErrors> errors =
        IntStream.range(0, systems.size())
            .mapToObj(i -> RolloutErrors.of(systems.get(i), truth[i], predicted[i]))
            .toList();
    return new PredictedMotion(
        times,
        bodies,
        sysP,
        predicted,
        truth,
        errors.stream().map(RolloutErrors::mse).toArray(double[][]::new),
        errors.stream().map(RolloutErrors::state).toArray(double[][]::new),
        InvariantValues.along(request, systems, predicted),
        InvariantValues.along(request, systems, truth),
        attributes);
  }

  /** Returns the number of systems. */
  public int systems() {
    return predicted.length;
  }

  /**
   * Writes the motions to an HDF5 file, replacing it atomically: {@code ts}, {@code sysP}, {@code
   * predicted/zs}, {@code true/zs}, beside them the invariants, and {@code errors/mse} and {@code
   * errors/state}. If systems have different sizes, {@code bodies} holds them, and NaN stands where
   * a system has no body.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    String overTime = "system, time";
    String states = "system, time, coordinates then momenta";
    var arrays = new ArrayList<Output>();
    arrays.add(new Output("ts", times, "time"));
    arrays.add(new Output("sysP", padded(sysP), "system, parameters body by body"));
    arrays.add(new Output("predicted/zs", padded(predicted), states));
    predictedInvariants.forEach(
        (name, values) -> arrays.add(new Output("predicted/" + name, values, overTime)));
    arrays.add(new Output("true/zs", padded(truth), states));
    trueInvariants.forEach(
        (name, values) -> arrays.add(new Output("true/" + name, values, overTime)));
    arrays.add(new Output("errors/mse", mse, overTime));
    arrays.add(new Output("errors/state", stateError, overTime));
    if (Arrays.stream(bodies).distinct().count() > 1) {
      arrays.add(new Output("bodies", bodies, "system"));
    }
    Hdf5Output.write(file, attributes, arrays);
  }

  private double[][][] padded(double[][][] states) {
    return IntStream.range(0, states.length)
        .mapToObj(i ->
            Arrays.stream(states[i])
                .map(z -> padding(i).pad(z, z.length / (2 * bodies[i])))
                .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private double[][] padded(double[][] parameters) {
    return IntStream.range(0, parameters.length)
        .mapToObj(i -> padding(i).pad(parameters[i], parameters[i].length / bodies[i]))
        .toArray(double[][]::new);
  }

  private BodyPadding padding(int system) {
    return new BodyPadding(bodies[system], Arrays.stream(bodies).max().orElseThrow());
  }
}
