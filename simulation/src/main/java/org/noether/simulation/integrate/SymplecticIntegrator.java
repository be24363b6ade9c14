package org.noether.simulation.integrate;

/**
 * Fixed-step symplectic integrators for separable Hamiltonians H = T(p) + V(q), built by composing
 * velocity Verlet steps: half a kick, a drift, half a kick (Hairer, Lubich and Wanner, Geometric
 * Numerical Integration, sections I.1.4 and II.4).
 *
 * <p>The equations must give dq/dt from p alone and dp/dt from q alone; nothing can check that, and
 * with other equations the order is lost.
 */
public final class SymplecticIntegrator extends FixedStepIntegrator {
  private static final double YOSHIDA_OUTER = 1 / (2 - StrictMath.cbrt(2));

  private final double[] weights;

  /**
   * The weights are the length of each Verlet step as a share of the whole step; their sum is 1.
   */
  private SymplecticIntegrator(String name, double step, double... weights) {
    super(name, step);
    this.weights = weights;
  }

  /**
   * The leapfrog method in its kick-drift-kick form (velocity Verlet, Störmer-Verlet): order 2,
   * symplectic, time-reversible.
   *
   * @param step integration step; its sign is ignored
   */
  public static SymplecticIntegrator leapfrog(double step) {
    return new SymplecticIntegrator("leapfrog", step, 1);
  }

  /**
   * Yoshida's fourth-order symplectic method: three leapfrog steps of lengths w, 1 - 2w and w with
   * w = 1 / (2 - 2^(1/3)), the middle one backward. Time-reversible. H. Yoshida, Construction of
   * higher order symplectic integrators, Physics Letters A 150 (1990), equation 2.11.
   *
   * @param step integration step; its sign is ignored
   */
  public static SymplecticIntegrator yoshida4(double step) {
    return new SymplecticIntegrator(
        "Yoshida 4", step, YOSHIDA_OUTER, 1 - 2 * YOSHIDA_OUTER, YOSHIDA_OUTER);
  }

  /** The length of each Verlet step as a share of the whole step. */
  double[] weights() {
    return weights;
  }

  @Override
  void advance(Derivatives equations, double t, double h, double[] y, double[] yDot) {
    int half = y.length / 2;
    double time = t;
    var derivative = yDot;
    for (double weight : weights) {
      double length = weight * h;
      kick(y, derivative, length / 2, half);
      derivative = equations.compute(time, y);
      for (int i = 0; i < half; i++) {
        y[i] += length * derivative[i];
      }
      time += length;
      derivative = equations.compute(time, y);
      kick(y, derivative, length / 2, half);
    }
  }

  private static void kick(double[] y, double[] yDot, double length, int half) {
    for (int i = half; i < y.length; i++) {
      y[i] += length * yDot[i];
    }
  }
}
