package org.noether.simulation.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hipparchus.CalculusFieldElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.noether.simulation.system.Invariant;
import org.noether.simulation.system.PointMassSystem;

class ConservedQuantitiesTest {
  /** Bodies in a plane that a spring joins to the axis y = 0, and quartic ones to each other. */
  record Beads(double mass) implements PointMassSystem {
    @Override
    public int bodies() {
      return 3;
    }

    @Override
    public int spaceDimension() {
      return 2;
    }

    @Override
    public double mass(int i) {
      return mass * (i + 1);
    }

    @Override
    public <T extends CalculusFieldElement<T>> T energy(T[] z) {
      T sum = z[0].getField().getZero();
      for (int i = 0; i < 3; i++) {
        sum = sum.add(z[6 + 2 * i].square().add(z[7 + 2 * i].square()).divide(2 * mass(i)));
        sum = sum.add(z[2 * i + 1].square().divide(2));
        T x = z[2 * i].subtract(z[(2 * i + 2) % 6]);
        T y = z[2 * i + 1].subtract(z[(2 * i + 3) % 6]);
        sum = sum.add(x.square().add(y.square()).square());
      }
      return sum;
    }
  }

  private static List<String> names(SystemKind kind, int dimension) {
    var request = GenerateRequest.of(kind, 2, 1).withSpaceDimension(dimension);
    return ConservedQuantities.of(request)
        .of(new TrajectorySource(request).problem(1).system())
        .stream()
        .map(Invariant::name)
        .toList();
  }

  /** Along x nothing holds the beads; the author did not say so. */
  @Test
  void momentaThatNobodyStatedAreFoundByTheirSymmetry() {
    assertThat(names(new ClassKind(Beads.class, Optional.empty()), 2))
        .containsExactly("energy", "momentum x");
  }

  @ParameterizedTest
  @CsvSource({
    "kepler, 2, energy; angular momentum; Runge-Lenz x; Runge-Lenz y",
    "fput, 1, energy",
    "lennard-jones, 2, energy; momentum x; momentum y",
    "pendulum, 1, energy",
    "nbody, 2, energy; momentum x; momentum y; angular momentum"
  })
  void whatAuthorsStateStandsOnce(String kind, int dimension, String expected) {
    assertThat(String.join("; ", names(SystemKind.KNOWN.get(kind), dimension))).isEqualTo(expected);
  }
}
