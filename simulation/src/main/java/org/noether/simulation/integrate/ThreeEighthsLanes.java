package org.noether.simulation.integrate;

import org.noether.simulation.tape.Lanes;

/** The {@link ThreeEighthsStepper} on rows. */
final class ThreeEighthsLanes implements LaneStepper {
  private static final double THIRD = 1.0 / 3.0;
  private static final double OUTER = 1.0 / 8.0;
  private static final double INNER = 3.0 / 8.0;

  private final Lanes energies;
  private final double[][] k1;
  private final double[][] k2;
  private final double[][] k3;
  private final double[][] k4;
  private final double[][] stage;

  ThreeEighthsLanes(Lanes energies, int dimension) {
    this.energies = energies;
    int lanes = energies.size();
    k1 = new double[dimension][lanes];
    k2 = new double[dimension][lanes];
    k3 = new double[dimension][lanes];
    k4 = new double[dimension][lanes];
    stage = new double[dimension][lanes];
  }

  @Override
  public void step(double h, double[][] z) {
    energies.motion(z, k1);
    for (int k = 0; k < z.length; k++) {
      second(z[k], k1[k], stage[k], h);
    }
    energies.motion(stage, k2);
    for (int k = 0; k < z.length; k++) {
      third(z[k], k1[k], k2[k], stage[k], h);
    }
    energies.motion(stage, k3);
    for (int k = 0; k < z.length; k++) {
      fourth(z[k], k1[k], k2[k], k3[k], stage[k], h);
    }
    energies.motion(stage, k4);
    for (int k = 0; k < z.length; k++) {
      end(z[k], k1[k], k2[k], k3[k], k4[k], h);
    }
  }

  private static void second(double[] z, double[] k1, double[] stage, double h) {
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] * THIRD);
    }
  }

  private static void third(double[] z, double[] k1, double[] k2, double[] stage, double h) {
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] * -THIRD + k2[i]);
    }
  }

  private static void fourth(
      double[] z, double[] k1, double[] k2, double[] k3, double[] stage, double h) {
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] - k2[i] + k3[i]);
    }
  }

  private static void end(
      double[] z, double[] k1, double[] k2, double[] k3, double[] k4, double h) {
    for (int i = 0; i < z.length; i++) {
      z[i] += h * (k1[i] * OUTER + k2[i] * INNER + k3[i] * INNER + k4[i] * OUTER);
    }
  }
}
