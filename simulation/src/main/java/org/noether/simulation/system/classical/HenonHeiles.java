package org.noether.simulation.system.classical;

import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * A star in a galaxy's plane (M. Hénon and C. Heiles, The applicability of the third integral of
 * motion, Astronomical Journal 69 (1964), equation 2), of mass 1; motion is bounded below the
 * energy 1/6 and becomes chaotic towards it.
 *
 * <pre>H = (px^2 + py^2 + x^2 + y^2) / 2 + x^2 y - y^3 / 3</pre>
 */
@Simulated(
    name = "henon-heiles",
    description = "stars in a galactic plane",
    integrator = "yoshida4",
    dt = 0.1)
public record HenonHeiles() implements PointMassSystem {
  private static final double LARGEST_ENERGY = 1.0 / 8;

  /**
   * All four numbers are uniform in [-1/2, 1/2), drawn until the energy is at most 1/8, so that the
   * motion is bounded.
   */
  @Override
  public double[] initialState(RandomGenerator random) {
    double[] z;
    do {
      z = random.doubles(4, -0.5, 0.5).toArray();
    } while (energy(z) > LARGEST_ENERGY);
    return z;
  }

  @Override
  public int bodies() {
    return 1;
  }

  @Override
  public int spaceDimension() {
    return 2;
  }

  @Override
  public double mass(int i) {
    return 1;
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T square = z[0].square();
    T quadratic = square.add(z[1].square()).add(z[2].square()).add(z[3].square());
    T cubic = square.subtract(z[1].square().divide(3)).multiply(z[1]);
    return quadratic.divide(2).add(cubic);
  }
}
