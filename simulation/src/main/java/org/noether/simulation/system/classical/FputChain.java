package org.noether.simulation.system.classical;

import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * Particles of mass 1 between walls, joined by springs that are not quite linear (E. Fermi, J.
 * Pasta, S. Ulam and M. Tsingou, Studies of nonlinear problems, Los Alamos report LA-1940 (1955)).
 * With d_i = q_(i+1) - q_i and both walls at rest
 *
 * <pre>H = sum p_i^2 / 2 + sum (d_i^2 / 2 + alpha d_i^3 / 3 + beta d_i^4 / 4)</pre>
 *
 * @param particles their number
 * @param alpha strength of the cubic term
 * @param beta strength of the quartic term
 */
@Simulated(
    name = "fput",
    description = "Fermi-Pasta-Ulam-Tsingou chains",
    bodies = 8,
    integrator = "yoshida4",
    dt = 0.1)
public record FputChain(int particles, double alpha, double beta) implements PointMassSystem {
  /** The strengths alpha are uniform in [0, 0.5), beta in [0.25, 0.75). */
  public static FputChain draw(int bodies, RandomGenerator random) {
    return new FputChain(bodies, random.nextDouble(0, 0.5), random.nextDouble(0.25, 0.75));
  }

  /** The longest wave at rest, with an amplitude uniform in [0.5, 1.5). */
  @Override
  public double[] initialState(RandomGenerator random) {
    double amplitude = random.nextDouble(0.5, 1.5);
    var z = new double[2 * particles];
    for (int i = 0; i < particles; i++) {
      z[i] = amplitude * StrictMath.sin(Math.PI * (i + 1) / (particles + 1));
    }
    return z;
  }

  @Override
  public int bodies() {
    return particles;
  }

  @Override
  public int spaceDimension() {
    return 1;
  }

  @Override
  public double mass(int i) {
    return 1;
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T wall = z[0].getField().getZero();
    T energy = wall;
    for (int i = 0; i <= particles; i++) {
      T d = (i < particles ? z[i] : wall).subtract(i > 0 ? z[i - 1] : wall);
      T factor = d.multiply(beta / 4).add(alpha / 3).multiply(d).add(0.5);
      energy = energy.add(d.square().multiply(factor));
    }
    for (int i = 0; i < particles; i++) {
      energy = energy.add(z[particles + i].square().divide(2));
    }
    return energy;
  }
}
