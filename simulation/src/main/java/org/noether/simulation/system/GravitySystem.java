package org.noether.simulation.system;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.CalculusFieldElement;

/**
 * Bodies that attract each other by gravity with G = 1 (the paper's section 6.3):
 *
 * <pre>H = sum_i p_i^2 / 2 m_i - sum_{i&lt;j} m_i m_j / (|q_i - q_j| + 1e-8)</pre>
 */
public final class GravitySystem implements PointMassSystem {
  private static final double SOFTENING = 1e-8;

  private final PointMasses points;

  /**
   * Gravitating bodies.
   *
   * @param masses masses m_i, positive
   * @param dimension number of space dimensions
   * @throws IllegalArgumentException if a mass is not positive
   */
  public GravitySystem(double[] masses, int dimension) {
    points = new PointMasses(masses, dimension);
  }

  @Override
  public int bodies() {
    return points.bodies();
  }

  @Override
  public int spaceDimension() {
    return points.dimension();
  }

  @Override
  public double mass(int i) {
    return points.mass(i);
  }

  /** Rows (m_i). */
  @Override
  public double[] parameters() {
    var parameters = new double[points.bodies()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = points.mass(i);
    }
    return parameters;
  }

  @Override
  public List<Invariant> integrals() {
    return momentumIntegrals();
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    points.requireState(z.length);
    T energy = points.kineticEnergy(z);
    for (int i = 0; i < bodies(); i++) {
      for (int j = 0; j < i; j++) {
        T distance = points.squaredDistance(z, i, j).sqrt().add(SOFTENING);
        energy = energy.subtract(distance.reciprocal().multiply(mass(i) * mass(j)));
      }
    }
    return energy;
  }

  @Override
  public double energy(double[] z) {
    points.requireState(z.length);
    double potential = 0;
    for (int i = 0; i < bodies(); i++) {
      for (int j = 0; j < i; j++) {
        potential -= mass(i) * mass(j) / (Math.sqrt(points.squaredDistance(z, i, j)) + SOFTENING);
      }
    }
    return points.kineticEnergy(z) + potential;
  }

  @Override
  public ToDoubleFunction<double[]> energyFunction() {
    return this::energy;
  }

  @Override
  public VectorField vectorField() {
    return this::evaluate;
  }

  private void evaluate(double[] z, double[] zDot) {
    int n = bodies();
    int d = spaceDimension();
    int dof = n * d;
    points.velocities(z, zDot);
    for (int at = dof; at < zDot.length; at++) {
      zDot[at] = 0;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double distance = Math.sqrt(points.squaredDistance(z, i, j));
        double softened = distance + SOFTENING;
        double pull = mass(i) * mass(j) / (softened * softened * distance);
        for (int a = 0; a < d; a++) {
          double force = pull * (z[j * d + a] - z[i * d + a]);
          zDot[dof + i * d + a] += force;
          zDot[dof + j * d + a] -= force;
        }
      }
    }
  }
}
