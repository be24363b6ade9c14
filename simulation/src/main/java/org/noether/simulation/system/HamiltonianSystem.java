package org.noether.simulation.system;

import org.hipparchus.CalculusFieldElement;
import org.hipparchus.ode.OrdinaryDifferentialEquation;

/**
 * Point masses whose motion follows Hamilton's equations dq/dt = dH/dp, dp/dt = -dH/dq with the
 * kinetic energy sum p_i^2 / 2 m_i. A state is z = (q, p) with {@code 2 * bodies * spaceDimension}
 * elements. Implementations are immutable and may be shared between threads.
 */
public interface HamiltonianSystem extends OrdinaryDifferentialEquation {
  /** Number n of point masses. */
  int bodies();

  /** Number d of space dimensions. */
  int spaceDimension();

  /** Mass of body {@code i}. */
  double mass(int i);

  /**
   * What distinguishes this system from others of its kind, one row per body (the data sets' {@code
   * sysP}); the mass comes first.
   *
   * @return shape (bodies, parameters per body), row-major
   */
  double[] parameters();

  /**
   * The Hamiltonian H(z), over any number type: differentiating it gives the equations of motion.
   *
   * @param z state
   * @param <T> number type
   */
  <T extends CalculusFieldElement<T>> T energy(T[] z);

  /** The Hamiltonian H(z) in double precision. */
  double energy(double[] z);

  /**
   * The right-hand side of Hamilton's equations: writes dz/dt at {@code z} to {@code zDot}.
   *
   * @param z state
   * @param zDot receives (dH/dp, -dH/dq); not the same array as {@code z}
   */
  void vectorField(double[] z, double[] zDot);

  /** Number of degrees of freedom, n * d: half the length of a state. */
  default int degreesOfFreedom() {
    return bodies() * spaceDimension();
  }

  /** Length of a state, 2 * n * d. */
  @Override
  default int getDimension() {
    return 2 * degreesOfFreedom();
  }

  @Override
  default double[] computeDerivatives(double t, double[] z) {
    var zDot = new double[z.length];
    vectorField(z, zDot);
    return zDot;
  }

  /** Total momentum, sum p_i: one component per space dimension. */
  default double[] linearMomentum(double[] z) {
    int d = spaceDimension();
    var total = new double[d];
    for (int i = degreesOfFreedom(); i < z.length; i++) {
      total[i % d] += z[i];
    }
    return total;
  }

  /**
   * Total angular momentum about the origin, sum over bodies and over axes a &lt; b of q_a p_b -
   * q_b p_a: one component in two dimensions; in three the components (x, y, z) of sum q_i x p_i.
   *
   * @throws UnsupportedOperationException in other dimensions
   */
  default double[] angularMomentum(double[] z) {
    int d = spaceDimension();
    int dof = degreesOfFreedom();
    var total =
        switch (d) {
          case 2 -> new double[1];
          case 3 -> new double[3];
          default ->
              throw new UnsupportedOperationException(
                  "angular momentum in " + d + " dimensions; known are 2 and 3");
        };
    for (int i = 0; i < dof; i += d) {
      int p = dof + i;
      if (d == 2) {
        total[0] += z[i] * z[p + 1] - z[i + 1] * z[p];
      } else {
        total[0] += z[i + 1] * z[p + 2] - z[i + 2] * z[p + 1];
        total[1] += z[i + 2] * z[p] - z[i] * z[p + 2];
        total[2] += z[i] * z[p + 1] - z[i + 1] * z[p];
      }
    }
    return total;
  }
}
