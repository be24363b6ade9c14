package org.noether.simulation.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.simulation.integrate.Ensemble.Grid;
import org.noether.simulation.tape.Differentiated;
import org.noether.simulation.tape.Lanes;

/** Systems whose energies differ by constants alone. */
final class LaneGroup {
  private final List<Integer> members = new ArrayList<>();
  private final List<Differentiated> energies = new ArrayList<>();
  private final List<double[]> z0 = new ArrayList<>();

  /**
   * Adds a system.
   *
   * @param member its number; they ascend
   */
  void add(int member, Differentiated energy, double[] start) {
    members.add(member);
    energies.add(energy);
    z0.add(start);
  }

  /**
   * Integrates the systems side by side.
   *
   * @return those that must be integrated alone instead
   */
  List<Integer> integrate(Grid grid, StateReceiver receiver) {
    int dimension = z0.getFirst().length;
    var lanes = new Lanes(energies);
    var stepper = LaneStepper.of(grid.integrator().create(1), lanes, dimension);
    if (stepper.isEmpty()) {
      return members;
    }
    var z = new double[dimension][lanes.size()];
    for (int k = 0; k < dimension; k++) {
      int component = k;
      Arrays.setAll(z[k], lane -> z0.get(lane)[component]);
    }
    int[] indices = members.stream().mapToInt(Integer::intValue).toArray();
    receiver.receive(0, indices, z);
    double[] times = grid.times();
    int count = members.stream().mapToInt(receiver::times).max().orElse(0);
    for (int t = 1; t < count; t++) {
      stepper.get().step(times[t] - times[t - 1], z);
      receiver.receive(t, indices, z);
    }
    List<Integer> failed = new ArrayList<>();
    for (int lane = 0; lane < indices.length; lane++) {
      for (double[] row : z) {
        if (!Double.isFinite(row[lane])) {
          failed.add(indices[lane]);
          break;
        }
      }
    }
    return failed;
  }
}
