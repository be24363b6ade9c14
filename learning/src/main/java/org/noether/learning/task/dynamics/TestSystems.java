package org.noether.learning.task.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.noether.learning.backend.Backend;
import org.noether.simulation.trajectory.TrajectoryDataset;

/**
 * The systems that a network is evaluated on.
 *
 * @param segments a short segment of each trajectory of a data set
 * @param ids the indices of the systems in it
 * @param samples these
 */
@SuppressWarnings("ArrayRecordComponent")
record TestSystems(TrajectoryDataset segments, int[] ids, SampleSet samples) {
  /**
   * Reads all systems of a file.
   *
   * @param networks the network
   * @throws IOException if they cannot be read, lie in another space, or have a number of bodies
   *     that the network cannot take
   */
  static TestSystems read(
      DynamicsTask task, DynamicsConfig config, Path file, NetworkFamily networks, Backend backend)
      throws IOException {
    TrajectoryDataset segments =
        task.data().segments(new DataSource.StoredFile(config.data().system(), file.toString()));
    int dim = segments.request().spaceDimension();
    if (dim != networks.dim()) {
      throw new IOException(
          "%s holds systems in %d dimensions; the network learned those in %d"
              .formatted(file, dim, networks.dim()));
    }
    for (int bodies : segments.request().sizes()) {
      MotionPredictor.demandSize(file, networks, bodies);
    }
    int[] ids = IntStream.range(0, segments.systems()).toArray();
    return new TestSystems(segments, ids, SampleSet.of(backend, segments, ids));
  }

  /**
   * Returns how errors depend on the number of bodies.
   *
   * @param mse the mean squared error of short rollouts by number of bodies
   * @param errors of the first systems
   */
  List<Evaluation.OfSize> bySize(SortedMap<Integer, Double> mse, List<RolloutErrors> errors) {
    var sizes = new ArrayList<Evaluation.OfSize>();
    for (int g = 0; g < samples.groups().size(); g++) {
      Samples own = samples.groups().get(g);
      List<RolloutErrors> ofSize =
          IntStream.of(samples.firstOf(g, errors.size())).mapToObj(errors::get).toList();
      sizes.add(
          new Evaluation.OfSize(
              own.bodies(),
              own.count(),
              Objects.requireNonNull(mse.get(own.bodies())),
              ofSize.size(),
              geometricMean(ofSize.stream().mapToDouble(RolloutErrors::meanState).toArray()),
              geometricMean(
                  ofSize.stream()
                      .mapToDouble(each -> each.energy()[each.energy().length - 1])
                      .toArray())));
    }
    return sizes;
  }

  private static double geometricMean(double[] values) {
    return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
  }
}
