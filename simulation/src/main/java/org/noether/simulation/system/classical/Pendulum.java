package org.noether.simulation.system.classical;

import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.Simulated;

/**
 * A pendulum (H. Goldstein, Classical Mechanics, section 8.1): the angle q from the vertical and
 * its momentum p, with gravity {@value #G}.
 *
 * <pre>H = p^2 / (2 m l^2) + m g l (1 - cos q)</pre>
 *
 * @param mass m
 * @param length l
 */
@Simulated(name = "pendulum", description = "pendulums", integrator = "yoshida4")
public record Pendulum(double mass, double length) implements HamiltonianSystem {
  private static final double G = 9.81;

  /** Mass and length are uniform in [0.5, 1.5). */
  public static Pendulum draw(RandomGenerator random) {
    return new Pendulum(random.nextDouble(0.5, 1.5), random.nextDouble(0.5, 1.5));
  }

  /** The angle is uniform in [-2, 2), the angular velocity normal. */
  @Override
  public double[] initialState(RandomGenerator random) {
    return new double[] {random.nextDouble(-2, 2), mass * length * length * random.nextGaussian()};
  }

  @Override
  public int degreesOfFreedom() {
    return 1;
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T kinetic = z[1].square().divide(2 * mass * length * length);
    return kinetic.add(z[0].cos().negate().add(1).multiply(mass * G * length));
  }
}
