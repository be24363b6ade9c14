package org.noether.simulation.system.classical;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PhaseFunction;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * A body that a fixed centre attracts with the inverse square of the distance (H. Goldstein,
 * Classical Mechanics, section 3.7; the Runge-Lenz vector in section 3.9):
 *
 * <pre>H = p^2 / 2m - k / |q|, A = p^2 q - (q . p) p - m k q / |q|</pre>
 *
 * @param mass m
 * @param strength k
 * @param dimension number of space dimensions, at least 2
 */
@Simulated(name = "kepler", description = "bodies around a fixed centre", integrator = "yoshida4")
public record Kepler(double mass, double strength, int dimension) implements PointMassSystem {
  /** Refuses a line, on which there are no orbits. */
  public Kepler {
    if (dimension < 2) {
      throw new IllegalArgumentException("an orbit needs a plane, not " + dimension + " dimension");
    }
  }

  /** Mass and strength are uniform in [0.5, 1.5). */
  public static Kepler draw(int bodies, int dimension, RandomGenerator random) {
    if (bodies != 1) {
      throw new IllegalArgumentException("one body moves around the centre, not " + bodies);
    }
    return new Kepler(random.nextDouble(0.5, 1.5), random.nextDouble(0.5, 1.5), dimension);
  }

  /**
   * An ellipse of eccentricity e uniform in [0, 0.5) and pericentre r uniform in [0.5, 1), turned
   * at random, from the pericentre, where p^2 = m k (1 + e) / r.
   */
  @Override
  public double[] initialState(RandomGenerator random) {
    double eccentricity = random.nextDouble(0, 0.5);
    double r = random.nextDouble(0.5, 1);
    double p = Math.sqrt(mass * strength * (1 + eccentricity) / r);
    double[] towards = direction(random, new double[dimension]);
    double[] across = direction(random, towards);
    var z = new double[2 * dimension];
    for (int i = 0; i < dimension; i++) {
      z[i] = r * towards[i];
      z[dimension + i] = p * across[i];
    }
    return z;
  }

  /** A direction uniform among those at right angles to another one. */
  private double[] direction(RandomGenerator random, double[] other) {
    double[] direction = random.doubles(dimension).map(_ -> random.nextGaussian()).toArray();
    double along = dot(direction, other);
    IntStream.range(0, dimension).forEach(i -> direction[i] -= along * other[i]);
    double length = Math.sqrt(dot(direction, direction));
    IntStream.range(0, dimension).forEach(i -> direction[i] /= length);
    return direction;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Override
  public int bodies() {
    return 1;
  }

  @Override
  public int spaceDimension() {
    return dimension;
  }

  @Override
  public double mass(int i) {
    return mass;
  }

  @Override
  public List<Invariant> integrals() {
    return Stream.concat(
            angularMomentumIntegrals().stream(),
            IntStream.range(0, dimension)
                .mapToObj(
                    axis -> new Invariant("Runge-Lenz " + axisName(axis), new RungeLenz(axis))))
        .toList();
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T kinetic = dot(z, dimension, dimension).divide(2 * mass);
    return kinetic.subtract(dot(z, 0, 0).sqrt().reciprocal().multiply(strength));
  }

  /** The product of two vectors that begin at these elements of a state. */
  private <T extends CalculusFieldElement<T>> T dot(T[] z, int a, int b) {
    T sum = z[0].getField().getZero();
    for (int i = 0; i < dimension; i++) {
      sum = sum.add(z[a + i].multiply(z[b + i]));
    }
    return sum;
  }

  private final class RungeLenz implements PhaseFunction {
    private final int axis;

    RungeLenz(int axis) {
      this.axis = axis;
    }

    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T outward = dot(z, 0, 0).sqrt().reciprocal().multiply(mass * strength);
      T along = dot(z, dimension, dimension).subtract(outward);
      return along.multiply(z[axis]).subtract(dot(z, 0, dimension).multiply(z[dimension + axis]));
    }
  }
}
