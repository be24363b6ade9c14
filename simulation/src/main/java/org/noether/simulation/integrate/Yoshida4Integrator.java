package org.noether.simulation.integrate;

/**
 * Yoshida's fourth-order symplectic method: three leapfrog steps of lengths w, 1 - 2w and w with w
 * = 1 / (2 - 2^(1/3)), the middle one backward. Time-reversible. H. Yoshida, Construction of higher
 * order symplectic integrators, Physics Letters A 150 (1990), equation 2.11.
 */
public final class Yoshida4Integrator extends SymplecticIntegrator {
  /** Name of the method. */
  public static final String METHOD_NAME = "Yoshida 4";

  private static final double OUTER = 1 / (2 - StrictMath.cbrt(2));

  /**
   * A Yoshida integrator.
   *
   * @param step integration step; its sign is ignored
   */
  public Yoshida4Integrator(double step) {
    super(METHOD_NAME, step, OUTER, 1 - 2 * OUTER, OUTER);
  }
}
