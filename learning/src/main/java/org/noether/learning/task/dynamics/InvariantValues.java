package org.noether.learning.task.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.trajectory.ConservedQuantities;
import org.noether.simulation.trajectory.GenerateRequest;

/** What true systems conserve, along predicted and true motions. */
final class InvariantValues {
  private InvariantValues() {}

  /**
   * Returns by name the values along motions, of shape (systems, times). Systems of one kind
   * conserve the same quantities; one that a system lacks is NaN there.
   *
   * @param request how the systems were made
   * @param states of shape (systems, times, 2 n d)
   */
  static Map<String, double[][]> along(
      GenerateRequest request, List<HamiltonianSystem> systems, double[][][] states) {
    var quantities = ConservedQuantities.of(request);
    var values = new LinkedHashMap<String, double[][]>();
    int times = states[0].length;
    for (int i = 0; i < states.length; i++) {
      double[][] along = states[i];
      for (Invariant invariant : quantities.of(systems.get(i))) {
        values.computeIfAbsent(invariant.name(), _ -> unknown(systems.size(), times))[i] =
            Arrays.stream(along).mapToDouble(invariant::value).toArray();
      }
    }
    return values;
  }

  /**
   * Returns how each quantity changes along predicted motions, beside true ones, over the systems
   * that have it.
   */
  static List<Evaluation.Conserved> changes(
      Map<String, double[][]> predicted, Map<String, double[][]> truth) {
    var changes = new ArrayList<Evaluation.Conserved>();
    truth.forEach((name, values) -> {
      double[][] own = having(values, values);
      changes.add(
          new Evaluation.Conserved(
              name,
              Arrays.stream(own).mapToDouble(v -> Math.abs(v[0])).average().orElseThrow(),
              RolloutErrors.curve(changes(having(values, predicted.getOrDefault(name, values)))),
              RolloutErrors.curve(changes(own))));
    });
    return changes;
  }

  /** Returns the rows of the systems that have a quantity; all of them if none has. */
  private static double[][] having(double[][] quantity, double[][] rows) {
    double[][] own =
        IntStream.range(0, rows.length)
            .filter(i -> !Arrays.stream(quantity[i]).allMatch(Double::isNaN))
            .mapToObj(i -> rows[i])
            .toArray(double[][]::new);
    return own.length == 0 ? rows : own;
  }

  private static double[][] changes(double[][] values) {
    return Arrays.stream(values)
        .map(along -> Arrays.stream(along).map(v -> Math.abs(v - along[0])).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] unknown(int systems, int times) {
    double[][] values = new double[systems][times];
    for (double[] each : values) {
      Arrays.fill(each, Double.NaN);
    }
    return values;
  }
}
