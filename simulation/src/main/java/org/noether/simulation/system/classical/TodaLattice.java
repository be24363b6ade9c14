package org.noether.simulation.system.classical;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.util.MathArrays;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PhaseFunction;
import org.noether.simulation.system.PointMassSystem;
import org.noether.simulation.system.Simulated;

/**
 * Particles of mass 1 on a ring, whose neighbours repel exponentially (M. Toda, Vibration of a
 * chain with nonlinear interaction, Journal of the Physical Society of Japan 22 (1967)):
 *
 * <pre>H = sum p_i^2 / 2 + sum (exp(q_i - q_(i+1)) - 1)</pre>
 *
 * It is integrable. The symmetric matrix L with L_ii = p_i / 2 and L_(i,i+1) = exp((q_i - q_(i+1))
 * / 2) / 2 keeps its eigenvalues (H. Flaschka, The Toda lattice II, Progress of Theoretical Physics
 * 51 (1974), equation 2.7), so the traces of its powers are conserved.
 *
 * @param particles their number, at least 3
 */
@Simulated(
    name = "toda",
    description = "Toda lattices",
    bodies = 6,
    integrator = "yoshida4",
    dt = 0.02)
public record TodaLattice(int particles) implements PointMassSystem {
  /** Checks the number. */
  public TodaLattice {
    if (particles < 3) {
      throw new IllegalArgumentException("a Toda lattice has at least 3 bodies, not " + particles);
    }
  }

  /** All are alike. */
  public static TodaLattice draw(int bodies, RandomGenerator random) {
    return new TodaLattice(bodies);
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
  public List<Invariant> integrals() {
    return Stream.concat(
            linearMomentumIntegrals().stream(),
            IntStream.rangeClosed(3, particles)
                .mapToObj(
                    power -> new Invariant("trace of L^" + power, new Trace(particles, power))))
        .toList();
  }

  @Override
  public <T extends CalculusFieldElement<T>> T energy(T[] z) {
    T energy = z[0].getField().getZero();
    for (int i = 0; i < particles; i++) {
      energy = energy.add(z[particles + i].square().divide(2));
      energy = energy.add(z[i].subtract(z[(i + 1) % particles]).exp().subtract(1));
    }
    return energy;
  }

  private record Trace(int n, int power) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      var field = z[0].getField();
      T[][] lax = MathArrays.buildArray(field, n, n);
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        lax[i][i] = z[n + i].divide(2);
        lax[i][j] = z[i].subtract(z[j]).divide(2).exp().divide(2);
        lax[j][i] = lax[i][j];
      }
      T[][] product = lax;
      for (int k = 1; k < power; k++) {
        T[][] next = MathArrays.buildArray(field, n, n);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            int left = (j + n - 1) % n;
            int right = (j + 1) % n;
            next[i][j] =
                product[i][j]
                    .multiply(lax[j][j])
                    .add(product[i][left].multiply(lax[left][j]))
                    .add(product[i][right].multiply(lax[right][j]));
          }
        }
        product = next;
      }
      T trace = field.getZero();
      for (int i = 0; i < n; i++) {
        trace = trace.add(product[i][i]);
      }
      return trace;
    }
  }
}
