package org.noether.simulation.integrate;

import java.util.Arrays;
import org.noether.simulation.system.HamiltonianSystem;

/** Refuses integrators for H = T(p) + V(q) where the energy is no such sum. */
public final class Separability {
  /** Rates of change of a sum differ by round-off at most, far less than this. */
  private static final double DIFFERENT = 1e-9;

  private Separability() {}

  /**
   * Checks at two states that velocities depend on momenta only, and forces on coordinates only, if
   * the integrator needs that.
   *
   * @param one a state
   * @param other another state, which may be one of another system of the same size
   * @throws IllegalArgumentException if it needs that and they do not
   */
  public static void demand(
      Integrators integrator, HamiltonianSystem system, double[] one, double[] other) {
    if (integrator != Integrators.LEAPFROG && integrator != Integrators.YOSHIDA4) {
      return;
    }
    int dof = one.length / 2;
    double[] mixed = other.clone();
    System.arraycopy(one, 0, mixed, 0, dof);
    var field = system.vectorField();
    var atOne = new double[one.length];
    var atOther = new double[one.length];
    var atMixed = new double[one.length];
    field.evaluate(one, atOne);
    field.evaluate(other, atOther);
    field.evaluate(mixed, atMixed);
    if (differ(atOther, atMixed, 0, dof) || differ(atOne, atMixed, dof, one.length)) {
      throw new IllegalArgumentException(
          "%s is for H = T(p) + V(q), and this energy is no such sum; gauss4 and implicitMidpoint are symplectic for every H"
              .formatted(integrator.id()));
    }
  }

  private static boolean differ(double[] a, double[] b, int from, int to) {
    double largest = Arrays.stream(a, from, to).map(Math::abs).max().orElse(0);
    for (int i = from; i < to; i++) {
      if (Math.abs(a[i] - b[i]) > DIFFERENT * largest) {
        return true;
      }
    }
    return false;
  }
}
