package org.noether.simulation.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.noether.simulation.integrate.Ensemble.Grid;
import org.noether.simulation.tape.Differentiated;
import org.noether.simulation.tape.LaneRows;
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
    if (stepper.get() instanceof RungeKuttaLanes rungeKutta
        && receiver instanceof RowsByTime rows
        && RowsByTime.adjacent(indices)) {
      return failed(advance(rungeKutta, grid.times(), rows, dimension));
    }
    double[] times = grid.times();
    int count = members.stream().mapToInt(receiver::times).max().orElse(0);
    for (int t = 1; t < count; t++) {
      stepper.get().step(times[t] - times[t - 1], z);
      receiver.receive(t, indices, z);
    }
    return failed(LaneRows.of(z));
  }

  /**
   * Writes states where they belong, so that the processor writes to memory while it computes.
   *
   * @return the last states
   */
  private LaneRows advance(
      RungeKuttaLanes stepper, double[] times, RowsByTime rows, int dimension) {
    LaneRows last = rows.at(0, members.getFirst(), dimension);
    for (int t = 1; t < times.length; t++) {
      LaneRows next = rows.at(t, members.getFirst(), dimension);
      stepper.step(times[t] - times[t - 1], last, next);
      last = next;
    }
    return last;
  }

  /** The systems whose last states are not finite. */
  private List<Integer> failed(LaneRows last) {
    List<Integer> failed = new ArrayList<>();
    for (int lane = 0; lane < members.size(); lane++) {
      for (int k = 0; k < last.arrays().length; k++) {
        if (!Double.isFinite(last.arrays()[k][last.from()[k] + lane])) {
          failed.add(members.get(lane));
          break;
        }
      }
    }
    return failed;
  }
}
