package org.noether.simulation.system.classical;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * Atoms of mass 1 in a square with periodic boundaries, each interacting with the nearest image of
 * each other one (M. P. Allen and D. J. Tildesley, Computer Simulation of Liquids, sections 1.3 to
 * 1.6). The Lennard-Jones potential v(r) = 4 (r^-12 - r^-6) is shifted so that potential and force
 * end at the cutoff c = min(2.5, side / 2):
 *
 * <pre>H = sum p_i^2 / 2 + sum_(i&lt;j) v(r_ij) - v(c) - (r_ij - c) v'(c), r_ij &lt; c</pre>
 *
 * Positions are not wrapped.
 *
 * @param atoms their number
 * @param side side of the square
 */
@Simulated(
    name = "lennard-jones",
    description = "Lennard-Jones atoms in a periodic box",
    bodies = 9,
    integrator = "yoshida4",
    dt = 0.005)
public record LennardJonesBox(int atoms, double side) implements PointMassSystem {
  private static final double CUTOFF = 2.5;
  private static final double DENSITY = 0.3;

  /** The density is 0.3. */
  public static LennardJonesBox draw(int bodies, RandomGenerator random) {
    return new LennardJonesBox(bodies, Math.sqrt(bodies / DENSITY));
  }

  /**
   * Atoms on a square grid, each shifted by up to a tenth of a cell; momenta are normal, less their
   * mean.
   */
  @Override
  public double[] initialState(RandomGenerator random) {
    int row = (int) Math.ceil(Math.sqrt(atoms));
    var z = new double[4 * atoms];
    var mean = new double[2];
    for (int i = 0; i < 2 * atoms; i++) {
      int cell = i % 2 == 0 ? i / 2 % row : i / 2 / row;
      z[i] = (cell + 0.5 + random.nextDouble(-0.1, 0.1)) * side / row;
      z[2 * atoms + i] = random.nextGaussian();
      mean[i % 2] += z[2 * atoms + i] / atoms;
    }
    for (int i = 0; i < 2 * atoms; i++) {
      z[2 * atoms + i] -= mean[i % 2];
    }
    return z;
  }

  @Override
  public int bodies() {
    return atoms;
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
  public List<Invariant> integrals() {
    return linearMomentumIntegrals();
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T energy = z[0].getField().getZero();
    for (int i = 0; i < atoms; i++) {
      energy =
          energy.add(z[2 * (atoms + i)].square().add(z[2 * (atoms + i) + 1].square()).divide(2));
      for (int j = 0; j < i; j++) {
        T x = nearest(z[2 * i].subtract(z[2 * j]));
        T y = nearest(z[2 * i + 1].subtract(z[2 * j + 1]));
        energy = energy.add(pair(x.square().add(y.square())));
      }
    }
    return energy;
  }

  /** The difference to the nearest image. */
  private <T extends CalculusFieldElement<T>> T nearest(T difference) {
    return difference.subtract(difference.divide(side).rint().multiply(side));
  }

  private <T extends CalculusFieldElement<T>> T pair(T squaredDistance) {
    double c = Math.min(CUTOFF, side / 2);
    double c6 = 1 / (c * c * c * c * c * c);
    double potential = 4 * c6 * (c6 - 1);
    double slope = -24 * c6 * (2 * c6 - 1) / c;
    T r = squaredDistance.sqrt();
    T r6 = squaredDistance.multiply(squaredDistance).multiply(squaredDistance).reciprocal();
    T shifted =
        r6.subtract(1)
            .multiply(r6)
            .multiply(4)
            .subtract(potential)
            .subtract(r.subtract(c).multiply(slope));
    T within = r.negate().add(c).sign().add(1).divide(2);
    return shifted.multiply(within);
  }
}
