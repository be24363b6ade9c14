package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.simulation.array.Hdf5Output;
import org.noether.simulation.array.Hdf5Output.Output;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.trajectory.GenerateRequest;

/**
 * Predicted motions beside the true ones from the same states.
 *
 * @param times the times from the initial states on, of shape (T)
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
    List<RolloutErrors> errors =
        IntStream.range(0, systems.size())
            .mapToObj(i -> RolloutErrors.of(systems.get(i), truth[i], predicted[i]))
            .toList();
    return new PredictedMotion(
        times,
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
   * errors/state}.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    String overTime = "system, time";
    String states = "system, time, coordinates then momenta";
    var arrays = new ArrayList<Output>();
    arrays.add(new Output("ts", times, "time"));
    arrays.add(new Output("sysP", sysP, "system, parameters body by body"));
    arrays.add(new Output("predicted/zs", predicted, states));
    predictedInvariants.forEach(
        (name, values) -> arrays.add(new Output("predicted/" + name, values, overTime)));
    arrays.add(new Output("true/zs", truth, states));
    trueInvariants.forEach(
        (name, values) -> arrays.add(new Output("true/" + name, values, overTime)));
    arrays.add(new Output("errors/mse", mse, overTime));
    arrays.add(new Output("errors/state", stateError, overTime));
    Hdf5Output.write(file, attributes, arrays);
  }
}
