package org.noether.simulation.system.classical;

import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * Oscillators on a line, of which neighbours are coupled (L. D. Landau and E. M. Lifshitz,
 * Mechanics, section 23):
 *
 * <pre>H = sum (p_i^2 / 2 m_i + k_i q_i^2 / 2) + c / 2 sum (q_i - q_(i+1))^2</pre>
 *
 * @param masses m_i
 * @param stiffness k_i
 * @param coupling c
 */
@Simulated(
    name = "oscillators",
    description = "coupled oscillators",
    bodies = 4,
    integrator = "yoshida4",
    dt = 0.05)
@SuppressWarnings("ArrayRecordComponent")
public record CoupledOscillators(double[] masses, double[] stiffness, double coupling)
    implements PointMassSystem {
  /** All parameters are uniform in [0.5, 1.5). */
  public static CoupledOscillators draw(int bodies, RandomGenerator random) {
    return new CoupledOscillators(
        random.doubles(bodies, 0.5, 1.5).toArray(),
        random.doubles(bodies, 0.5, 1.5).toArray(),
        random.nextDouble(0.5, 1.5));
  }

  @Override
  public int bodies() {
    return masses.length;
  }

  @Override
  public int spaceDimension() {
    return 1;
  }

  @Override
  public double mass(int i) {
    return masses[i];
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    int n = masses.length;
    T energy = z[0].getField().getZero();
    for (int i = 0; i < n; i++) {
      energy = energy.add(z[n + i].square().divide(2 * masses[i]));
      energy = energy.add(z[i].square().multiply(stiffness[i] / 2));
      if (i > 0) {
        energy = energy.add(z[i].subtract(z[i - 1]).square().multiply(coupling / 2));
      }
    }
    return energy;
  }
}
