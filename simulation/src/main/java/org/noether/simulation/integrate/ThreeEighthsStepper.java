package org.noether.simulation.integrate;

import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.VectorField;
import org.noether.simulation.tape.RungeKutta;

/**
 * The 3/8 rule (Kutta 1901) in place: the same bits as the {@code singleStep} of Hipparchus' {@link
 * org.hipparchus.ode.nonstiff.ThreeEighthesIntegrator}, without its allocations, which take several
 * times longer than the arithmetic of a small system.
 */
final class ThreeEighthsStepper {
  private static final double THIRD = 1.0 / 3.0;
  private static final double OUTER = 1.0 / 8.0;
  private static final double INNER = 3.0 / 8.0;

  /** The method for recorded energies that are small. */
  static final RungeKutta METHOD =
      new RungeKutta(
          new double[][] {{THIRD}, {-THIRD, 1}, {1, -1, 1}},
          new double[] {OUTER, INNER, INNER, OUTER});

  private final VectorField field;
  private final double[] k1;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] stage;

  ThreeEighthsStepper(HamiltonianSystem system) {
    field = system.vectorField();
    int length = system.getDimension();
    k1 = new double[length];
    k2 = new double[length];
    k3 = new double[length];
    k4 = new double[length];
    stage = new double[length];
  }

  /** Replaces the state {@code z} by the state a time {@code h} later. */
  void step(double h, double[] z) {
    field.evaluate(z, k1);
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] * THIRD);
    }
    field.evaluate(stage, k2);
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] * -THIRD + k2[i]);
    }
    field.evaluate(stage, k3);
    for (int i = 0; i < z.length; i++) {
      stage[i] = z[i] + h * (k1[i] - k2[i] + k3[i]);
    }
    field.evaluate(stage, k4);
    for (int i = 0; i < z.length; i++) {
      z[i] += h * (k1[i] * OUTER + k2[i] * INNER + k3[i] * INNER + k4[i] * OUTER);
    }
  }
}
