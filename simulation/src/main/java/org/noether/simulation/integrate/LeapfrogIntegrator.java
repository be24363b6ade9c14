package org.noether.simulation.integrate;

/**
 * The leapfrog method in its kick-drift-kick form (velocity Verlet, Störmer-Verlet): order 2,
 * symplectic, time-reversible. See Hairer, Lubich and Wanner, Geometric Numerical Integration,
 * section I.1.4.
 */
public final class LeapfrogIntegrator extends SymplecticIntegrator {
  /** Name of the method. */
  public static final String METHOD_NAME = "leapfrog";

  /**
   * A leapfrog integrator.
   *
   * @param step integration step; its sign is ignored
   */
  public LeapfrogIntegrator(double step) {
    super(METHOD_NAME, step, 1);
  }
}
