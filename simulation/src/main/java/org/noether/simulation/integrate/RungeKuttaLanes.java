package org.noether.simulation.integrate;

import org.noether.simulation.tape.LaneRows;
import org.noether.simulation.tape.Lanes;
import org.noether.simulation.tape.RungeKutta;

/** An explicit Runge-Kutta method on rows. */
final class RungeKuttaLanes implements LaneStepper {
  private final RungeKutta method;
  private final Lanes energies;
  private final double[][] after;

  RungeKuttaLanes(RungeKutta method, Lanes energies, int dimension) {
    this.method = method;
    this.energies = energies;
    after = new double[dimension][energies.size()];
  }

  @Override
  public void step(double h, double[][] z) {
    step(h, LaneRows.of(z), LaneRows.of(after));
    for (int k = 0; k < z.length; k++) {
      double[] before = z[k];
      z[k] = after[k];
      after[k] = before;
    }
  }

  /** Writes the states a time {@code h} after {@code z} elsewhere. */
  void step(double h, LaneRows z, LaneRows after) {
    energies.step(method, h, z, after);
  }
}
