package org.noether.simulation.integrate;

import org.noether.simulation.tape.Lanes;

/**
 * The {@link SymplecticIntegrator} on rows. Forces depend on positions alone, so those at the end
 * of a step are those at the beginning of the next.
 */
final class SymplecticLanes implements LaneStepper {
  private final double[] weights;
  private final Lanes energies;
  private final double[][] zDot;
  private boolean started;

  SymplecticLanes(double[] weights, Lanes energies, int dimension) {
    this.weights = weights;
    this.energies = energies;
    zDot = new double[dimension][energies.size()];
  }

  @Override
  public void step(double h, double[][] z) {
    if (!started) {
      energies.forces(z, zDot);
      started = true;
    }
    int dof = z.length / 2;
    for (double weight : weights) {
      double length = weight * h;
      add(z, length / 2, dof, z.length);
      energies.velocities(z, zDot);
      add(z, length, 0, dof);
      energies.forces(z, zDot);
      add(z, length / 2, dof, z.length);
    }
  }

  private void add(double[][] z, double length, int from, int to) {
    for (int k = from; k < to; k++) {
      add(z[k], length, zDot[k]);
    }
  }

  private static void add(double[] z, double length, double[] zDot) {
    for (int i = 0; i < z.length; i++) {
      z[i] += length * zDot[i];
    }
  }
}
