package org.noether.simulation.system.classical;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * A body that a fixed centre attracts with the inverse square of the distance, in the plane (H.
 * Goldstein, Classical Mechanics, section 3.7; the Runge-Lenz vector in section 3.9):
 *
 * <pre>H = p^2 / 2m - k / |q|, A = p x L - m k q / |q|</pre>
 *
 * @param mass m
 * @param strength k
 */
@Simulated(name = "kepler", description = "bodies around a fixed centre", integrator = "yoshida4")
public record Kepler(double mass, double strength) implements PointMassSystem {
  /** Mass and strength are uniform in [0.5, 1.5). */
  public static Kepler draw(RandomGenerator random) {
    return new Kepler(random.nextDouble(0.5, 1.5), random.nextDouble(0.5, 1.5));
  }

  /**
   * An ellipse of eccentricity e uniform in [0, 0.5) and pericentre r uniform in [0.5, 1), turned
   * at random, from the pericentre, where p^2 = m k (1 + e) / r.
   */
  @Override
  public double[] initialState(RandomGenerator random) {
    double eccentricity = random.nextDouble(0, 0.5);
    double r = random.nextDouble(0.5, 1);
    double angle = random.nextDouble(0, 2 * Math.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double p = Math.sqrt(mass * strength * (1 + eccentricity) / r);
    p = random.nextBoolean() ? p : -p;
    return new double[] {r * cos, r * sin, -p * sin, p * cos};
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
    return mass;
  }

  @Override
  public List<Invariant> integrals() {
    return Stream.concat(
            angularMomentumIntegrals().stream(),
            Stream.of(
                new Invariant("Runge-Lenz x", this::rungeLenzX),
                new Invariant("Runge-Lenz y", this::rungeLenzY)))
        .toList();
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T kinetic = z[2].square().add(z[3].square()).divide(2 * mass);
    return kinetic.subtract(distance(z).reciprocal().multiply(strength));
  }

  private <T extends CalculusFieldElement<T>> T rungeLenzX(T[] z) {
    return z[3].multiply(spin(z)).subtract(z[0].divide(distance(z)).multiply(mass * strength));
  }

  private <T extends CalculusFieldElement<T>> T rungeLenzY(T[] z) {
    return z[2].multiply(spin(z)).add(z[1].divide(distance(z)).multiply(mass * strength)).negate();
  }

  private static <T extends CalculusFieldElement<T>> T spin(T[] z) {
    return z[0].multiply(z[3]).subtract(z[1].multiply(z[2]));
  }

  private static <T extends CalculusFieldElement<T>> T distance(T[] z) {
    return z[0].square().add(z[1].square()).sqrt();
  }
}
