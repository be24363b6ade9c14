package org.noether.simulation.symmetry;

import java.util.Arrays;
import org.noether.simulation.integrate.Integrators;
import org.noether.simulation.system.HamiltonianSystem;

/**
 * A motion along which conserved quantities are followed.
 *
 * @param times ascending times
 * @param states state at each time, shape (times, 2 n)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trajectory(double[] times, double[][] states) {
  /** Integrates a system. */
  public static Trajectory of(
      HamiltonianSystem system, double[] z0, double[] times, Integrators integrator) {
    var flat = new double[times.length * z0.length];
    integrator.integrate(system, z0, times, times.length, flat);
    var states = new double[times.length][];
    Arrays.setAll(states, i -> Arrays.copyOfRange(flat, i * z0.length, (i + 1) * z0.length));
    return new Trajectory(times, states);
  }
}
