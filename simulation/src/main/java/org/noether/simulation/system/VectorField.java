package org.noether.simulation.system;

/** The right-hand side of Hamilton's equations dq/dt = dH/dp, dp/dt = -dH/dq. */
@FunctionalInterface
public interface VectorField {
  /**
   * Writes dz/dt at {@code z} to {@code zDot}.
   *
   * @param z state (q, p)
   * @param zDot receives (dH/dp, -dH/dq); not the same array as {@code z}
   */
  void evaluate(double[] z, double[] zDot);
}
