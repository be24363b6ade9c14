package org.noether.simulation.trajectory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.noether.simulation.system.RecordedFunction;
import org.noether.simulation.tape.Lanes;

/**
 * Follows functions of the state along the trajectories of several systems, side by side where they
 * were recorded and differ by constants alone.
 */
final class FollowedFunctions {
  private final List<List<ToDoubleFunction<double[]>>> functions;
  private final double[][] states;
  private final int times;
  private final double[][] starts;
  private final double[][] changes;

  /**
   * Follows the functions.
   *
   * @param functions the functions of each system
   * @param states consecutive states of each system
   * @param times the number of states of each
   */
  FollowedFunctions(
      List<List<ToDoubleFunction<double[]>>> functions, double[][] states, int times) {
    this.functions = functions;
    this.states = states;
    this.times = times;
    starts = new double[functions.size()][];
    changes = new double[functions.size()][];
    Map<List<Object>, List<Integer>> groups = new HashMap<>();
    for (int i = 0; i < functions.size(); i++) {
      starts[i] = new double[functions.get(i).size()];
      changes[i] = new double[functions.get(i).size()];
      List<Object> code = code(i);
      if (code == null) {
        alone(i);
      } else {
        groups.computeIfAbsent(code, _ -> new ArrayList<>()).add(i);
      }
    }
    groups.values().forEach(this::together);
  }

  /** The values of a system's functions at the beginning. */
  double[] starts(int system) {
    return starts[system];
  }

  /**
   * The largest changes of a system's functions from their values at the beginning: NaN where a
   * value is, and of the first function where a state is not finite.
   */
  double[] changes(int system) {
    return changes[system];
  }

  private int dimension(int system) {
    return states[system].length / times;
  }

  /** What systems that are followed side by side have in common. */
  private @Nullable List<Object> code(int system) {
    List<Object> code = new ArrayList<>();
    code.add(dimension(system));
    for (var function : functions.get(system)) {
      if (!(function instanceof RecordedFunction recorded)) {
        return null;
      }
      code.add(recorded.function().code());
    }
    return code;
  }

  private void together(List<Integer> members) {
    int n = members.size();
    int count = starts[members.getFirst()].length;
    int dimension = dimension(members.getFirst());
    var lanes = new ArrayList<Lanes>();
    for (int f = 0; f < count; f++) {
      int number = f;
      lanes.add(
          new Lanes(
              members.stream()
                  .map(i -> ((RecordedFunction) functions.get(i).get(number)).function())
                  .toList()));
    }
    var z = new double[dimension][n];
    var start = new double[count][n];
    var change = new double[count][n];
    var value = new double[n];
    var finite = new double[n];
    for (int at = 0; at < times * dimension; at += dimension) {
      gather(members, at, z);
      for (double[] row : z) {
        check(row, finite);
      }
      for (int f = 0; f < count; f++) {
        lanes.get(f).value(z, at == 0 ? start[f] : value);
        compare(at == 0 ? start[f] : value, start[f], change[f]);
      }
    }
    for (int lane = 0; lane < n; lane++) {
      int i = members.get(lane);
      for (int f = 0; f < count; f++) {
        starts[i][f] = start[f][lane];
        changes[i][f] = change[f][lane];
      }
      if (finite[lane] != 0 || Arrays.stream(changes[i]).anyMatch(Double::isNaN)) {
        alone(i);
      }
    }
  }

  private void gather(List<Integer> members, int at, double[][] z) {
    for (int lane = 0; lane < members.size(); lane++) {
      double[] own = states[members.get(lane)];
      for (int k = 0; k < z.length; k++) {
        z[k][lane] = own[at + k];
      }
    }
  }

  /** Adds 0 for numbers, else NaN. */
  private static void check(double[] values, double[] finite) {
    for (int i = 0; i < finite.length; i++) {
      finite[i] += values[i] * 0;
    }
  }

  private static void compare(double[] value, double[] start, double[] change) {
    for (int i = 0; i < change.length; i++) {
      change[i] = Math.max(change[i], Math.abs(value[i] - start[i]));
    }
  }

  /** A stream of so few numbers would take longer than the steps of most integrators. */
  private static boolean isFinite(double[] state) {
    for (double value : state) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void alone(int i) {
    int dimension = dimension(i);
    var state = new double[dimension];
    var own = functions.get(i);
    Arrays.fill(changes[i], 0);
    for (int at = 0; at < states[i].length; at += dimension) {
      System.arraycopy(states[i], at, state, 0, dimension);
      if (!isFinite(state)) {
        changes[i][0] = Double.NaN;
      }
      for (int f = 0; f < own.size(); f++) {
        double value = own.get(f).applyAsDouble(state);
        if (at == 0) {
          starts[i][f] = value;
        }
        changes[i][f] = Math.max(changes[i][f], Math.abs(value - starts[i][f]));
      }
    }
  }
}
