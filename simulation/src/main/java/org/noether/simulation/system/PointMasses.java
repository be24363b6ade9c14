package org.noether.simulation.system;

import java.util.Arrays;
import org.hipparchus.CalculusFieldElement;

/** What all systems of point masses share: checked masses, velocities and kinetic energy. */
final class PointMasses {
  private final double[] masses;
  private final double[] massPerCoordinate;
  private final int dimension;

  PointMasses(double[] masses, int dimension) {
    if (masses.length == 0 || dimension < 1) {
      throw new IllegalArgumentException(
          "a system needs a body and a space dimension, not %d and %d"
              .formatted(masses.length, dimension));
    }
    for (double mass : masses) {
      if (!(mass > 0 && Double.isFinite(mass))) {
        throw new IllegalArgumentException("a mass must be positive and finite, not " + mass);
      }
    }
    this.masses = masses.clone();
    this.dimension = dimension;
    massPerCoordinate = new double[masses.length * dimension];
    Arrays.setAll(massPerCoordinate, at -> masses[at / dimension]);
  }

  int bodies() {
    return masses.length;
  }

  int dimension() {
    return dimension;
  }

  double mass(int i) {
    return masses[i];
  }

  void requireState(int length) {
    if (length != 2 * masses.length * dimension) {
      throw new IllegalArgumentException(
          "a state of %d bodies in %d dimensions has %d elements, not %d"
              .formatted(masses.length, dimension, 2 * masses.length * dimension, length));
    }
  }

  /** Writes dq/dt = p/m to the first half of {@code zDot}. */
  void velocities(double[] z, double[] zDot) {
    int dof = massPerCoordinate.length;
    for (int i = 0; i < dof; i++) {
      zDot[i] = z[dof + i] / massPerCoordinate[i];
    }
  }

  double kineticEnergy(double[] z) {
    double sum = 0;
    for (int i = 0, at = masses.length * dimension; i < masses.length; i++) {
      double square = 0;
      for (int a = 0; a < dimension; a++, at++) {
        square += z[at] * z[at];
      }
      sum += square / masses[i];
    }
    return sum / 2;
  }

  <T extends CalculusFieldElement<T>> T kineticEnergy(T[] z) {
    T sum = z[0].getField().getZero();
    for (int i = 0, at = masses.length * dimension; i < masses.length; i++) {
      for (int a = 0; a < dimension; a++, at++) {
        sum = sum.add(z[at].square().divide(2 * masses[i]));
      }
    }
    return sum;
  }

  <T extends CalculusFieldElement<T>> T squaredDistance(T[] z, int i, int j) {
    T sum = z[0].getField().getZero();
    for (int a = 0; a < dimension; a++) {
      sum = sum.add(z[i * dimension + a].subtract(z[j * dimension + a]).square());
    }
    return sum;
  }

  double squaredDistance(double[] z, int i, int j) {
    double sum = 0;
    for (int a = 0; a < dimension; a++) {
      double difference = z[i * dimension + a] - z[j * dimension + a];
      sum += difference * difference;
    }
    return sum;
  }
}
