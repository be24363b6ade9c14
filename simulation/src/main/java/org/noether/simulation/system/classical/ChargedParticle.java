package org.noether.simulation.system.classical;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.Simulated;

/**
 * A charged particle in a uniform magnetic field along z (L. D. Landau and E. M. Lifshitz, The
 * Classical Theory of Fields, sections 16 and 21), with the vector potential A = (B / 2) (-y, x,
 * 0):
 *
 * <pre>H = |p - e A(q)|^2 / 2m</pre>
 *
 * The momentum p is the canonical one, not m dq/dt.
 *
 * @param mass m
 * @param charge e
 * @param field B
 */
@Simulated(
    name = "charged-particle",
    description = "charged particles in a magnetic field",
    integrator = "implicitMidpoint")
public record ChargedParticle(double mass, double charge, double field)
    implements HamiltonianSystem {
  /** Mass and charge are uniform in [0.5, 1.5), the field in [1, 3). */
  public static ChargedParticle draw(RandomGenerator random) {
    return new ChargedParticle(
        random.nextDouble(0.5, 1.5), random.nextDouble(0.5, 1.5), random.nextDouble(1, 3));
  }

  @Override
  public int degreesOfFreedom() {
    return 3;
  }

  /** The momentum and the angular momentum along the field, and the centre of the circles. */
  @Override
  public List<Invariant> integrals() {
    return List.of(
        new Invariant("momentum z", ChargedParticle::momentumZ),
        new Invariant("angular momentum z", ChargedParticle::angularMomentumZ),
        new Invariant("guiding centre x", this::centreX),
        new Invariant("guiding centre y", this::centreY));
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    double half = charge * field / 2;
    T x = z[3].add(z[1].multiply(half));
    T y = z[4].subtract(z[0].multiply(half));
    return x.square().add(y.square()).add(z[5].square()).divide(2 * mass);
  }

  private static <T extends CalculusFieldElement<T>> T momentumZ(T[] z) {
    return z[5];
  }

  private static <T extends CalculusFieldElement<T>> T angularMomentumZ(T[] z) {
    return z[0].multiply(z[4]).subtract(z[1].multiply(z[3]));
  }

  private <T extends CalculusFieldElement<T>> T centreX(T[] z) {
    return z[0].divide(2).add(z[4].divide(charge * field));
  }

  private <T extends CalculusFieldElement<T>> T centreY(T[] z) {
    return z[1].divide(2).subtract(z[3].divide(charge * field));
  }
}
