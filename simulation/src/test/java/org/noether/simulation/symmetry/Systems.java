package org.noether.simulation.symmetry;

import org.hipparchus.CalculusFieldElement;
import org.noether.simulation.system.PhaseFunction;

/** Energies with known symmetries; masses and couplings are 1 unless named. */
final class Systems {
  private Systems() {}

  /** p^2 / 2 - cos q. */
  record Pendulum() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      return z[1].square().multiply(0.5).subtract(z[0].cos());
    }
  }

  /** p^2 / 2 - 1 / r in any number of dimensions. */
  record Kepler() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int n = z.length / 2;
      return squares(z, n, 2 * n).multiply(0.5).subtract(squares(z, 0, n).sqrt().reciprocal());
    }
  }

  /** (p^2 + x^2 + y^2) / 2 + x^2 y - y^3 / 3. */
  record HenonHeiles() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T cubic = z[0].square().multiply(z[1]).subtract(z[1].pow(3).divide(3));
      return squares(z, 0, 4).multiply(0.5).add(cubic);
    }
  }

  /** Oscillators with frequencies of their own: (p^2 + w^2 q^2) / 2. */
  record Oscillators(double... frequencies) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int n = z.length / 2;
      T sum = squares(z, n, 2 * n);
      for (int i = 0; i < n; i++) {
        sum = sum.add(z[i].multiply(frequencies[i]).square());
      }
      return sum.multiply(0.5);
    }
  }

  /**
   * A chain of unit masses, whose springs have the energy k (r^2 / 2 + a r^3 / 3); with as many
   * springs as masses it is closed.
   */
  record Chain(double a, double... k) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int n = z.length / 2;
      T sum = squares(z, n, 2 * n).multiply(0.5);
      for (int i = 0; i < k.length; i++) {
        T r = z[(i + 1) % n].subtract(z[i]);
        sum = sum.add(r.square().multiply(k[i] / 2)).add(r.pow(3).multiply(k[i] * a / 3));
      }
      return sum;
    }
  }

  /** A closed Toda lattice: p^2 / 2 + sum exp(q_i - q_i+1). */
  record Toda() implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int n = z.length / 2;
      T sum = squares(z, n, 2 * n).multiply(0.5);
      for (int i = 0; i < n; i++) {
        sum = sum.add(z[i].subtract(z[(i + 1) % n]).exp());
      }
      return sum;
    }
  }

  /**
   * Lennard-Jones particles in a periodic square of side {@code box}, by the nearest images, cut
   * off at half a side.
   */
  record Box(double box) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      int n = z.length / 4;
      T sum = squares(z, 2 * n, 4 * n).multiply(0.5);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          T x = image(z[2 * i].subtract(z[2 * j]));
          T y = image(z[2 * i + 1].subtract(z[2 * j + 1]));
          T r2 = x.square().add(y.square());
          if (r2.getReal() < box * box / 4) {
            T r6 = r2.pow(3).reciprocal();
            sum = sum.add(r6.square().subtract(r6).multiply(4));
          }
        }
      }
      return sum;
    }

    private <T extends CalculusFieldElement<T>> T image(T x) {
      return x.subtract(box * Math.rint(x.getReal() / box));
    }
  }

  /** A particle in a uniform magnetic field: ((px + s b y)^2 + (py - (1 - s) b x)^2) / 2. */
  record MagneticField(double b, double s) implements PhaseFunction {
    @Override
    public <T extends CalculusFieldElement<T>> T value(T[] z) {
      T vx = z[2].add(z[1].multiply(s * b));
      T vy = z[3].subtract(z[0].multiply((1 - s) * b));
      return vx.square().add(vy.square()).multiply(0.5);
    }
  }

  private static <T extends CalculusFieldElement<T>> T squares(T[] z, int from, int to) {
    T sum = z[0].getField().getZero();
    for (int i = from; i < to; i++) {
      sum = sum.add(z[i].square());
    }
    return sum;
  }
}
