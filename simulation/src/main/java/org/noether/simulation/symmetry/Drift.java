package org.noether.simulation.symmetry;

import java.util.Arrays;
import org.hipparchus.util.Binary64;

/**
 * How far the conserved quantity J of a generator drifts along an integrated trajectory.
 *
 * @param initial J at the start
 * @param absolute the largest |J(t) - J(0)|
 * @param relative the same over the largest sum of |z_i dJ/dz_i|, the size of the terms of J; the
 *     absolute one if that is zero
 */
public record Drift(double initial, double absolute, double relative) {
  /** Follows a conserved quantity. */
  public static Drift of(Generator generator, Trajectory trajectory) {
    double first = value(generator, trajectory.states()[0], trajectory.times()[0]);
    double largest = 0;
    double size = 0;
    for (int i = 0; i < trajectory.times().length; i++) {
      double[] z = trajectory.states()[i];
      double t = trajectory.times()[i];
      largest = Math.max(largest, Math.abs(value(generator, z, t) - first));
      double[] slope = Violation.slope(generator, z, t);
      double terms = 0;
      for (int k = 0; k < z.length; k++) {
        terms += Math.abs(z[k] * slope[k]);
      }
      size = Math.max(size, terms);
    }
    return new Drift(first, largest, size == 0 ? largest : largest / size);
  }

  private static double value(Generator generator, double[] z, double t) {
    var numbers = Arrays.stream(z).mapToObj(Binary64::new).toArray(Binary64[]::new);
    return generator.charge(numbers, new Binary64(t)).getReal();
  }
}
