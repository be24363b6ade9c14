package org.noether.simulation.system.classical;

import java.util.random.RandomGenerator;
import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.HamiltonianSystem;
import org.noether.simulation.system.Simulated;

/**
 * Two pendulums, one hanging from the other (L. D. Landau and E. M. Lifshitz, Mechanics, section 5,
 * problem 1): the angles q from the vertical and their momenta p, with gravity {@value #G}. The
 * mass matrix depends on the angles; with d = q1 - q2
 *
 * <pre>
 * H = (m2 l2^2 p1^2 + (m1 + m2) l1^2 p2^2 - 2 m2 l1 l2 p1 p2 cos d) / (2 m2 l1^2 l2^2 (m1 + m2 sin^2 d))
 *     + (m1 + m2) g l1 (1 - cos q1) + m2 g l2 (1 - cos q2)
 * </pre>
 *
 * @param m1 mass of the upper bob
 * @param m2 mass of the lower bob
 * @param l1 length of the upper rod
 * @param l2 length of the lower rod
 */
@Simulated(name = "double-pendulum", description = "double pendulums")
public record DoublePendulum(double m1, double m2, double l1, double l2)
    implements HamiltonianSystem {
  private static final double G = 9.81;

  /** Masses and lengths are uniform in [0.5, 1.5). */
  public static DoublePendulum draw(RandomGenerator random) {
    return new DoublePendulum(
        random.nextDouble(0.5, 1.5),
        random.nextDouble(0.5, 1.5),
        random.nextDouble(0.5, 1.5),
        random.nextDouble(0.5, 1.5));
  }

  /** Released at rest from angles that are uniform in [-2, 2). */
  @Override
  public double[] initialState(RandomGenerator random) {
    return new double[] {random.nextDouble(-2, 2), random.nextDouble(-2, 2), 0, 0};
  }

  @Override
  public int degreesOfFreedom() {
    return 2;
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T difference = z[0].subtract(z[1]);
    T upper = z[2].square().multiply(m2 * l2 * l2);
    T lower = z[3].square().multiply((m1 + m2) * l1 * l1);
    T mixed = z[2].multiply(z[3]).multiply(difference.cos()).multiply(2 * m2 * l1 * l2);
    T inertia = difference.sin().square().multiply(m2).add(m1).multiply(2 * m2 * l1 * l1 * l2 * l2);
    T kinetic = upper.add(lower).subtract(mixed).divide(inertia);
    return kinetic
        .add(z[0].cos().negate().add(1).multiply((m1 + m2) * G * l1))
        .add(z[1].cos().negate().add(1).multiply(m2 * G * l2));
  }
}
