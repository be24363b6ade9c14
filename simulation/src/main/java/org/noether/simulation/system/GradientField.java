package org.noether.simulation.system;

/**
 * Hamilton's equations by forward differentiation: one evaluation of the energy over Hipparchus'
 * {@link org.hipparchus.analysis.differentiation.Gradient}.
 *
 * @param energy the energy
 */
record GradientField(PhaseFunction energy) implements VectorField {
  @Override
  public void evaluate(double[] z, double[] zDot) {
    double[] gradient = energy.gradient(z);
    int dof = z.length / 2;
    for (int i = 0; i < dof; i++) {
      zDot[i] = gradient[dof + i];
      zDot[dof + i] = -gradient[i];
    }
  }
}
