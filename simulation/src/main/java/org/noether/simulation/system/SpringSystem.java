package org.noether.simulation.system;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.CalculusFieldElement;

/**
 * Bodies that are all joined by springs of rest length zero and stiffness k_i k_j (the paper's
 * section 6.3):
 *
 * <pre>H = sum_i p_i^2 / 2 m_i + 1/2 sum_{i,j} k_i k_j |q_i - q_j|^2</pre>
 *
 * The double sum runs over ordered pairs, so each spring counts twice.
 */
public final class SpringSystem implements PointMassSystem {
  private final PointMasses points;
  private final double[] k;
  private final double totalK;

  /**
   * Springs between {@code masses.length} bodies.
   *
   * @param masses masses m_i, positive
   * @param k spring constants k_i, one per body
   * @param dimension number of space dimensions
   * @throws IllegalArgumentException if a mass is not positive, a constant not finite, or the
   *     lengths differ
   */
  public SpringSystem(double[] masses, double[] k, int dimension) {
    points = new PointMasses(masses, dimension);
    if (k.length != masses.length || !Arrays.stream(k).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "%d bodies need as many finite spring constants, not %s"
              .formatted(masses.length, Arrays.toString(k)));
    }
    this.k = k.clone();
    totalK = Arrays.stream(k).sum();
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

  /** Rows (m_i, k_i). */
  @Override
  public double[] parameters() {
    var parameters = new double[2 * k.length];
    for (int i = 0; i < k.length; i++) {
      parameters[2 * i] = points.mass(i);
      parameters[2 * i + 1] = k[i];
    }
    return parameters;
  }

  @Override
  public List<Invariant> integrals() {
    return momentumIntegrals();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Takes time proportional to the number of bodies, by sum_{i&lt;j} k_i k_j |q_i - q_j|^2 =
   * (sum k_i) sum k_i |q_i|^2 - |sum k_i q_i|^2.
   */
  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    points.requireState(z.length);
    int d = points.dimension();
    T energy = points.kineticEnergy(z);
    for (int a = 0; a < d; a++) {
      T first = z[a].multiply(k[0]);
      T second = z[a].square().multiply(k[0]);
      for (int i = 1, at = a + d; i < k.length; i++, at += d) {
        first = first.add(z[at].multiply(k[i]));
        second = second.add(z[at].square().multiply(k[i]));
      }
      energy = energy.add(second.multiply(totalK).subtract(first.square()));
    }
    return energy;
  }

  /**
   * {@inheritDoc}
   *
   * <p>As for other numbers, with positions relative to the first body against cancellation.
   */
  @Override
  public double energy(double[] z) {
    points.requireState(z.length);
    int d = points.dimension();
    double potential = 0;
    for (int a = 0; a < d; a++) {
      double first = 0;
      double second = 0;
      for (int i = 0, at = a; i < k.length; i++, at += d) {
        double q = z[at] - z[a];
        first += k[i] * q;
        second += k[i] * q * q;
      }
      potential += totalK * second - first * first;
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

  /**
   * Hamilton's equations. The forces -2 k_i sum_j k_j (q_i - q_j) take time proportional to the
   * number of bodies: the sums of k_j and of k_j q_j are common to all.
   */
  private void evaluate(double[] z, double[] zDot) {
    points.velocities(z, zDot);
    if (points.dimension() == 2) {
      planarForces(z, zDot);
    } else {
      forces(z, zDot);
    }
  }

  private void forces(double[] z, double[] zDot) {
    int n = k.length;
    int d = points.dimension();
    int dof = n * d;
    for (int a = 0; a < d; a++) {
      double weighted = 0;
      for (int i = 0; i < n; i++) {
        weighted += k[i] * z[i * d + a];
      }
      for (int i = 0; i < n; i++) {
        zDot[dof + i * d + a] = -2 * k[i] * (totalK * z[i * d + a] - weighted);
      }
    }
  }

  /** As {@link #forces}, twice as fast: both components in one pass. */
  private void planarForces(double[] z, double[] zDot) {
    int n = k.length;
    int dof = 2 * n;
    double weightedX = 0;
    double weightedY = 0;
    for (int i = 0; i < n; i++) {
      weightedX += k[i] * z[2 * i];
      weightedY += k[i] * z[2 * i + 1];
    }
    for (int i = 0; i < n; i++) {
      double stiffness = -2 * k[i];
      zDot[dof + 2 * i] = stiffness * (totalK * z[2 * i] - weightedX);
      zDot[dof + 2 * i + 1] = stiffness * (totalK * z[2 * i + 1] - weightedY);
    }
  }
}
